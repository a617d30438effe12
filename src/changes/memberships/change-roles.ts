// Changes the roles of some people, and writes a history entry for each. All changes of memberships use it.
import { isDeepStrictEqual } from 'node:util';
import { membershipSubject } from '../../model/history';
import type { HistoryEntry } from '../../model/history';
import { isSameKey } from '../../model/keys';
import { ROLES } from '../../model/viewer';
import type { Member, Role } from '../../model/viewer';
import type { Transaction } from '../../store/database';
import { appendHistory } from '../../store/history/append-history';
import { addMembers, findMembers, lockMemberships, removeMembers } from '../../store/memberships';
import type { NewMember, Person } from '../../store/memberships';

export interface RoleChange {
  readonly actor: string;
  readonly reason: string | null;
  readonly people: readonly Person[];
  /** The roles that a person shall have, given those they have. */
  readonly rolesAfter: (person: Person, before: readonly Role[]) => readonly Role[];
}

export interface ChangedRoles {
  readonly added: readonly NewMember[];
  readonly removed: readonly Member[];
}

/** Saves what differs; nobody else can change memberships until the commit. */
export async function changeRoles(tx: Transaction, change: RoleChange): Promise<ChangedRoles> {
  await lockMemberships(tx);
  const members = await findMembers(tx, change.people);
  const changed = change.people.flatMap((person) => changesOf(person, members.filter(isOf(person)), change));
  const [added, removed] = [changed.flatMap((one) => one.added), changed.flatMap((one) => one.removed)];
  await addMembers(tx, added);
  await removeMembers(tx, removed);
  const differing = changed.filter(({ before, after }) => !isDeepStrictEqual(before, after));
  await appendHistory(
    tx,
    differing.map(({ person, before, after }) => entryOf(change, { person, before, after })),
  );
  return { added, removed };
}

/** One change per spelling of the organization in their memberships; new ones are spelled as in `person`. */
function changesOf(person: Person, own: readonly Member[], { rolesAfter }: RoleChange) {
  const held = inOrder(own.map(({ role }) => role));
  const wanted = rolesAfter(person, held);
  const gained = wanted.filter((role) => !held.includes(role));
  const written = [...new Set(own.map(({ organization }) => organization))];
  return (written.length > 0 ? written : [person.organization]).map((organization, index) => {
    const here = own.filter((member) => member.organization === organization);
    const [kept, removed] = [true, false].map((stays) =>
      here.filter(({ role }) => wanted.includes(role) === stays),
    ) as [Member[], Member[]];
    const as = { ...person, organization };
    const added = index === 0 ? inOrder(gained).map((role) => ({ ...as, role })) : [];
    const roles = (members: readonly NewMember[]) => inOrder(members.map(({ role }) => role));
    return { person: as, before: roles(here), after: roles([...kept, ...added]), added, removed };
  });
}

/** Whether a membership belongs to that person in that organization. */
export const isOf =
  (person: Person) =>
  (member: Person): boolean =>
    member.username === person.username && isSameKey(member.organization, person.organization);

const inOrder = (roles: readonly Role[]): Role[] => ROLES.filter((role) => roles.includes(role));

interface Roles {
  readonly person: Person;
  readonly before: readonly Role[];
  readonly after: readonly Role[];
}

function entryOf({ actor, reason }: RoleChange, { person, before, after }: Roles): HistoryEntry {
  const kept = (roles: readonly Role[]) => (roles.length > 0 ? { ...person, roles } : null);
  return {
    kind: 'MEMBERSHIP_CHANGED',
    subject: membershipSubject(person),
    actor,
    reason,
    overridden: [],
    courseKey: null,
    courseRunKey: null,
    before: kept(before),
    after: kept(after),
  };
}
