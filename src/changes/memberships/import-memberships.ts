// Imports many memberships. Only adds: a membership that is not in the list stays.
import { foldKey } from '../../model/keys';
import { inTransaction } from '../../store/database';
import type { Database } from '../../store/database';
import { findMembers } from '../../store/memberships';
import type { NewMember, Person } from '../../store/memberships';
import { changeRoles, isOf } from './change-roles';

export interface MembershipImport {
  readonly members: readonly NewMember[];
  readonly actor: string;
  readonly reason: string;
  /** Nothing is saved. */
  readonly isDryRun: boolean;
}

/** People in one transaction, because each takes a lock for its history entry. */
const PEOPLE_AT_ONCE = 500;

/** Returns the new memberships. After a failure it can be run again: what was saved stays saved. */
export async function importMemberships(
  database: Database,
  { members, actor, reason, isDryRun }: MembershipImport,
): Promise<readonly NewMember[]> {
  const known = new Set((await findMembers(database, members)).map(keyOf));
  const added = members.filter((member) => !known.has(keyOf(member)));
  if (isDryRun) return added;
  const people = [...new Map(added.map((member) => [keyOf({ ...member, role: 'READER' }), member])).values()];
  const rolesOf = (person: Person) => added.filter(isOf(person)).map(({ role }) => role);
  for (let start = 0; start < people.length; start += PEOPLE_AT_ONCE) {
    await inTransaction(database, (tx) =>
      changeRoles(tx, {
        actor,
        reason,
        people: people.slice(start, start + PEOPLE_AT_ONCE),
        rolesAfter: (person, before) => [...before, ...rolesOf(person)],
      }),
    );
  }
  return added;
}

/** Returns the same key for the same organization (in any case), username and role. */
export const keyOf = ({ organization, username, role }: NewMember): string =>
  `${foldKey(organization)}/${username}/${role}`;
