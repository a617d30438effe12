// The fields of a page that are worked out only for who selects them.
import type { ChangePage, CountedPage, Page } from '../parents';

const edges = { edges: <T>(page: Page<T>) => page.edges() };
const counted = { ...edges, totalCount: (page: CountedPage<unknown>) => page.totalCount() };

export const CourseConnection = counted;
export const CourseRunConnection = counted;
export const ProvisioningConnection = counted;
export const BulkChangeConnection = counted;
export const BulkChangeItemConnection = counted;
export const ChangeConnection = { ...edges, totalCount: (page: ChangePage) => page.totalCount() };
