// All resolvers by type name. A type without an entry uses the fields of its parent object.
import { BulkChange, BulkChangeItem } from './bulk-changes';
import type { Resolvers } from './generated';
import { Change } from './history/changes';
import { CourseRunTypeOption, CourseTypeOption } from './loading/decisions';
import type { ChangePage, CountedPage, Page } from './parents';
import * as catalogue from './resolvers/catalogue';
import { Course, courseEntities, CourseRun, courseRunEntities } from './resolvers/course';
import { Mutation } from './resolvers/mutation';
import * as provisioning from './resolvers/provisioning';
import { Query } from './resolvers/query';
import { DateTime, Decimal, JSON, UUID } from './scalars';

/** The page fields that are computed only when selected. */
const edges = { edges: <T>(page: Page<T>) => page.edges() };
const counted = { ...edges, totalCount: (page: CountedPage<unknown>) => page.totalCount() };

export const resolvers: Resolvers = {
  ...{ Query, Mutation, ...catalogue, ...provisioning },
  ...{ Course, CourseRun, CourseTypeOption, CourseRunTypeOption, Change, BulkChange, BulkChangeItem },
  CourseConnection: counted,
  CourseRunConnection: counted,
  ProvisioningConnection: counted,
  BulkChangeConnection: counted,
  BulkChangeItemConnection: counted,
  ChangeConnection: { ...edges, totalCount: (page: ChangePage) => page.totalCount() },
  ...{ DateTime, Decimal, JSON, UUID },
};

/** Entities that are loaded many at once, by type name. */
export const ENTITIES = { Course: courseEntities, CourseRun: courseRunEntities };
