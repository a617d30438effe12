// saveMembership and removeMembership: give somebody a role in an organization, or take it away.
import { authorize } from '../../identity/permissions';
import { readAll } from '../../model/faults';
import type { Member, Role, Viewer } from '../../model/viewer';
import { inTransaction } from '../../store/database';
import { findMembers } from '../../store/memberships';
import type { NewMember, Person } from '../../store/memberships';
import type { ChangeDeps } from '../deps';
import { runOnce } from '../apply/replay';
import { commandOf } from '../input/read-command';
import { changeRoles } from './change-roles';
import { readPerson } from './read-person';

type Deps = Pick<ChangeDeps, 'database'>;

export interface SaveMembershipInput extends NewMember {
  readonly reason: string;
  readonly idempotencyKey?: string | null;
}

export interface RemoveMembershipInput extends Person {
  /** Left out: all roles that they have there. */
  readonly role?: Role | null;
  readonly reason: string;
  readonly idempotencyKey?: string | null;
}

/** Gives the role. One that they already have stays as it is, and is not a change. */
export async function saveMembership({ database }: Deps, viewer: Viewer, input: SaveMembershipInput) {
  const { person, command, change } = readMembership('saveMembership', viewer, input);
  return inTransaction(database, async (tx): Promise<{ member: Member | null; isReplay: boolean }> => {
    const { isReplay } = await runOnce(tx, { viewer, command }, async () => {
      await changeRoles(tx, { ...change, rolesAfter: (_, before) => [...before, input.role] });
      return {};
    });
    const members = await findMembers(tx, [person]);
    return { member: members.find(({ role }) => role === input.role) ?? null, isReplay };
  });
}

/** Takes away the role, or all roles; returns those they had. */
export async function removeMembership({ database }: Deps, viewer: Viewer, input: RemoveMembershipInput) {
  const { command, change } = readMembership('removeMembership', viewer, input);
  const stays = (role: Role): boolean => input.role != null && role !== input.role;
  return inTransaction(database, async (tx): Promise<{ removed: readonly Member[]; isReplay: boolean }> => {
    const { removed, isReplay } = await runOnce(tx, { viewer, command }, async () => ({
      removed: (await changeRoles(tx, { ...change, rolesAfter: (_, before) => before.filter(stays) }))
        .removed,
    }));
    // A recorded outcome keeps times as text.
    return { removed: removed.map((one) => ({ ...one, since: new Date(one.since) })), isReplay };
  });
}

/** Throws BAD_USER_INPUT, and FORBIDDEN without the permission. */
function readMembership(
  mutation: 'saveMembership' | 'removeMembership',
  viewer: Viewer,
  input: SaveMembershipInput | RemoveMembershipInput,
) {
  const { person, command } = readAll({
    person: () => readPerson(input),
    command: () => commandOf(mutation, input),
  });
  authorize(viewer, mutation, person.organization);
  const change = { actor: viewer.username, reason: command.reason, people: [person] };
  return { person, command, change };
}
