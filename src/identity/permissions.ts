// Decides whether a viewer may do something. Every permission check is here; anything not listed is denied. A refusal because
// of the caller's identity is a fault, and is reported to `onDenied`.
import { Fault } from '../model/faults';
import type { FaultCode } from '../model/faults';
import { SERVICE_ACTOR } from '../model/history';
import { isSameKey } from '../model/keys';
import { PERMISSIONS } from '../model/viewer';
import type { Permission, Viewer } from '../model/viewer';

/** The permission that each operation needs: in the course's organization, or in all if it belongs to none. */
export const OPERATIONS = {
  readCourse: 'READ',
  createCourse: 'EDIT',
  changeCourse: 'EDIT',
  addCourseRun: 'EDIT',
  deleteCourse: 'EDIT',
  deleteCourseRun: 'EDIT',
  submitForReview: 'EDIT',
  withdrawFromReview: 'EDIT',
  review: 'REVIEW',
  setUpgradeDeadline: 'REVIEW',
  stopSelling: 'REVIEW',
  resumeSelling: 'REVIEW',
  override: 'OVERRIDE',
  saveDefinition: 'ADMINISTER',
  saveMembership: 'ADMINISTER',
  removeMembership: 'ADMINISTER',
  bulkChange: 'ADMINISTER',
  publishProvisioning: 'ADMINISTER',
  retryProvisioning: 'ADMINISTER',
} as const satisfies Record<string, Permission>;
export type Operation = keyof typeof OPERATIONS;

/** Operations that concern no single organization: they need the permission in all of them. */
export const EVERYWHERE: readonly Operation[] = ['saveDefinition', 'bulkChange'];

/** Whether the viewer may do this in the organization; null means in every organization. */
export function may(viewer: Viewer, operation: Operation, organization: string | null): boolean {
  const permission = OPERATIONS[operation];
  if (viewer.permissions.includes(permission)) return true;
  if (organization === null) return false;
  return viewer.memberships.some(
    (membership) =>
      membership.permissions.includes(permission) && isSameKey(membership.organization, organization),
  );
}

/** Throws FORBIDDEN unless the viewer may do this in the organization. */
export function authorize(viewer: Viewer, operation: Operation, organization: string | null): void {
  if (may(viewer, operation, organization)) return;
  const permission = OPERATIONS[operation];
  const where = organization === null ? 'in all organizations' : `in ${organization}`;
  const message = `This needs the permission ${permission} ${where}.`;
  const fault = { code: 'FORBIDDEN' as const, message, details: { permission, organization } };
  throw new Denied(fault, { operation, organization });
}

/**
 * Throws NOT_FOUND unless the course exists and the viewer may read its organization, so that a hidden course looks
 * like a missing one. `operation` is what the viewer wanted to do with it.
 */
export function requireVisible(viewer: Viewer, organization: string | undefined, operation: string): void {
  const message = 'There is no such course, run or provisioning, or you may not see it.';
  if (organization === undefined) throw new Fault('NOT_FOUND', message);
  if (!may(viewer, 'readCourse', organization)) {
    throw new Denied({ code: 'NOT_FOUND', message }, { operation, organization });
  }
}

/** The viewer of every request when AUTH=off. It may do everything. Production refuses this setting. */
export const DEVELOPER: Viewer = {
  username: 'developer',
  isStaff: true,
  permissions: PERMISSIONS,
  memberships: [],
};

/** The viewer for what the service does on its own. */
export const SERVICE: Viewer = { ...DEVELOPER, username: SERVICE_ACTOR };

/** One refused request. */
export interface Denial {
  readonly code: FaultCode;
  /** The refused action: a mutation, an operation of the policy, or just getting in (`authenticate`, `gateway`). */
  readonly operation: string;
  /** Null if the caller is unknown. */
  readonly actor: string | null;
  /** Null if the refusal concerns all organizations or none. */
  readonly organization: string | null;
  readonly reason: string;
}

export type OnDenied = (denial: Denial) => void;

/** A fault for something the viewer may not do. `wanted` is for the log; no response contains it. */
export class Denied extends Fault {
  constructor(
    fault: Pick<Fault, 'code' | 'message'> & Partial<Pick<Fault, 'details'>>,
    readonly wanted: Pick<Denial, 'operation' | 'organization'>,
  ) {
    super(fault.code, fault.message, fault.details);
  }

  /** Returns what to report, once the caller is known. */
  by(actor: string): Denial {
    return { ...this.wanted, code: this.code, actor, reason: this.message };
  }
}
