// What may be chosen: the plan of an option is worked out only for who selects it.
import type { TypeOption } from '../../changes/type-options';
import type { Context } from '../context';
import { giveWay } from '../loading/give-way';

const planned = {
  plan: async (option: TypeOption<unknown>, _: unknown, { ended }: Context) => {
    await giveWay(ended);
    return option.plan();
  },
};

export const CourseTypeOption = planned;
export const CourseRunTypeOption = planned;
