// Resolves the page fields that are computed only when selected.
import type { ChangePage, CountedPage, Page } from '../parents';

const edges = { edges: <T>(page: Page<T>) => page.edges() };
const counted = { ...edges, totalCount: (page: CountedPage<unknown>) => page.totalCount() };

export const CourseConnection = counted;
export const CourseRunConnection = counted;
export const ProvisioningConnection = counted;
export const BulkChangeConnection = counted;
export const BulkChangeItemConnection = counted;
export const ChangeConnection = { ...edges, totalCount: (page: ChangePage) => page.totalCount() };
