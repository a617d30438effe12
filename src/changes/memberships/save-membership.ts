// saveMembership and removeMembership: somebody gets a role in an organization, or loses it.
import { authorize } from '../../identity/permissions';
import type { Member, Role, Viewer } from '../../model/viewer';
import { inTransaction } from '../../store/database';
import { findMembers } from '../../store/memberships';
import type { NewMember, Person } from '../../store/memberships';
import type { ChangeDeps } from '../deps';
import { readReason } from '../input/read';
import { changeRoles } from './change-roles';
import { readPerson } from './read-person';

type Deps = Pick<ChangeDeps, 'database'>;

export interface SaveMembershipInput extends NewMember {
  readonly reason: string;
}

export interface RemoveMembershipInput extends Person {
  /** Left out: all roles that they have there. */
  readonly role?: Role | null;
  readonly reason: string;
}

/** Gives the role; one that they have stays as it is, and is no change. */
export async function saveMembership({ database }: Deps, viewer: Viewer, input: SaveMembershipInput) {
  const person = readPerson(input);
  const change = { actor: viewer.username, reason: readReason(input.reason), people: [person] };
  authorize(viewer, 'saveMembership', person.organization);
  return inTransaction(database, async (tx): Promise<{ member: Member | null }> => {
    await changeRoles(tx, { ...change, rolesAfter: (_, before) => [...before, input.role] });
    const members = await findMembers(tx, [person]);
    return { member: members.find(({ role }) => role === input.role) ?? null };
  });
}

/** Takes the role away, or all; answers what they had of them. */
export async function removeMembership({ database }: Deps, viewer: Viewer, input: RemoveMembershipInput) {
  const person = readPerson(input);
  const change = { actor: viewer.username, reason: readReason(input.reason), people: [person] };
  authorize(viewer, 'removeMembership', person.organization);
  const stays = (role: Role): boolean => input.role != null && role !== input.role;
  return inTransaction(database, async (tx): Promise<{ removed: readonly Member[] }> => {
    const { removed } = await changeRoles(tx, { ...change, rolesAfter: (_, before) => before.filter(stays) });
    return { removed };
  });
}
