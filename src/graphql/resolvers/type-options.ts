// Resolves type options. The plan of an option is computed only when selected.
import type { TypeOption } from '../../changes/type-options';
import type { Context } from '../context';
import { giveWay } from '../loading/give-way';

const planned = {
  plan: async (option: TypeOption<unknown>, _: unknown, { ended }: Context) => {
    await giveWay(ended);
    return option.plan();
  },
  pricesNeeded: (option: TypeOption<unknown>) => option.pricesNeeded(),
};

export const CourseTypeOption = planned;
export const CourseRunTypeOption = planned;
