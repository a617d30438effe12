// What may be chosen: the plan of an option is worked out only for who selects it.
import type { TypeOption } from '../../changes/type-options';

const planned = { plan: (option: TypeOption<unknown>) => option.plan() };

export const CourseTypeOption = planned;
export const CourseRunTypeOption = planned;
