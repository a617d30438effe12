// Many memberships at once. Only adds: what is there and not in the list stays.
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

/** In one transaction: each takes a lock for its entry of history. */
const PEOPLE_AT_ONCE = 500;

/** Answers those that are new. When it breaks, it can be run again: what it saved by then is there. */
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

/** The same for memberships that are one. */
export const keyOf = ({ organization, username, role }: NewMember): string =>
  `${foldKey(organization)}/${username}/${role}`;
