// The resolvers' parent types that differ from the model's own.
import type { BulkChange, BulkChangeItem } from '../model/bulk-change';
import type { Course, CourseRun } from '../model/courses';
import type { Change } from '../model/history';
import type { Provisioning } from '../model/provisioning';
import type { Member } from '../model/viewer';

/** A course, with its runs if they are known already: after a change, or as a preview would leave them. */
export type CourseParent = Course & { readonly runs?: readonly CourseRun[] };

/** A page of a list. */
export interface Page<T> {
  /** Called only if selected. */
  readonly edges: () => readonly { readonly cursor: string; readonly node: T }[];
  readonly nodes: readonly T[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}
/** Counts in the database, only if selected. */
export type CountedPage<T> = Page<T> & { readonly totalCount: () => number | Promise<number> };

export type CoursePage = CountedPage<CourseParent>;
export type CourseRunPage = CountedPage<CourseRun>;
export type MemberPage = CountedPage<Member>;
export type ProvisioningPage = CountedPage<Provisioning>;
/** The feed of all changes has no count. */
export type ChangePage = Page<Change> & { readonly totalCount: () => Promise<number> | null };
export type BulkChangePage = CountedPage<BulkChange>;
export type BulkChangeItemPage = CountedPage<BulkChangeItem>;
