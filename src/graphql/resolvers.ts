// All resolvers by type name. A type without an entry uses the fields of its parent object.
import { BulkChange, BulkChangeItem } from './bulk-changes/bulk-change';
import type { Resolvers } from './generated';
import { Change } from './history/change';
import {
  BulkChangeConnection,
  BulkChangeItemConnection,
  ChangeConnection,
  CourseConnection,
  CourseRunConnection,
  ProvisioningConnection,
} from './lists/connections';
import { Course, courseEntities } from './resolvers/course';
import { CourseRun, courseRunEntities } from './resolvers/course-run';
import { CourseRunType } from './resolvers/course-run-type';
import { CourseType } from './resolvers/course-type';
import { Mode } from './resolvers/mode';
import { Mutation } from './resolvers/mutation';
import { Drift, Provisioning, ProvisioningBlock, ProvisioningPlan, System } from './resolvers/provisioning';
import { Query } from './resolvers/query';
import {
  SaveCourseRunTypePayload,
  SaveCourseTypePayload,
  SaveModePayload,
  SaveSeatTypePayload,
  SaveTrackTypePayload,
} from './resolvers/save-payloads';
import { SeatType } from './resolvers/seat';
import { TrackType } from './resolvers/track-type';
import { CourseRunTypeOption, CourseTypeOption } from './resolvers/type-options';
import { DateTime, Decimal, JSON, UUID } from './scalars';

export const resolvers: Resolvers = {
  Query,
  Mutation,
  Mode,
  SeatType,
  TrackType,
  CourseRunType,
  CourseType,
  Course,
  CourseRun,
  CourseTypeOption,
  CourseRunTypeOption,
  CourseConnection,
  CourseRunConnection,
  Change,
  ChangeConnection,
  ProvisioningConnection,
  BulkChange,
  BulkChangeItem,
  BulkChangeConnection,
  BulkChangeItemConnection,
  Provisioning,
  ProvisioningBlock,
  Drift,
  System,
  ProvisioningPlan,
  SaveModePayload,
  SaveSeatTypePayload,
  SaveTrackTypePayload,
  SaveCourseRunTypePayload,
  SaveCourseTypePayload,
  DateTime,
  Decimal,
  JSON,
  UUID,
};

/** Entities that are loaded many at once, by type name. */
export const ENTITIES = { Course: courseEntities, CourseRun: courseRunEntities };
