// Memberships: saveMembership, removeMembership and the import. Each change writes a history entry for each person.
import { authorize } from '../identity/permissions';
import { readAll, badInput } from '../model/faults';
import type { Member, Role, Viewer } from '../model/viewer';
import { ROLES } from '../model/viewer';
import { inTransaction } from '../store/database';
import type { Transaction, Database } from '../store/database';
import { findMembers, addMembers, lockMemberships, removeMembers } from '../store/memberships';
import type { NewMember, Person } from '../store/memberships';
import type { ChangeDeps } from './deps';
import { runOnce } from './apply/replay';
import { commandOf } from './input/read-command';
import { isOrganization, isSameKey, foldKey } from '../model/keys';
import { quoted, readText } from './input/read';
import { isDeepStrictEqual } from 'node:util';
import { membershipSubject } from '../model/history';
import type { HistoryEntry } from '../model/history';
import { appendHistory } from '../store/history/append-history';

type Deps = Pick<ChangeDeps, 'database'>;

interface SaveMembershipInput extends NewMember {
  readonly reason: string;
  readonly idempotencyKey?: string | null;
}

interface RemoveMembershipInput extends Person {
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

/** Throws BAD_USER_INPUT unless both are possible in Open edX. */
export function readPerson(person: Person): Person {
  return readAll({
    organization: () => {
      const organization = readText(person.organization, 'organization');
      if (isOrganization(organization)) return organization;
      const why = 'is not an organization; use one as in course keys, for example edX.';
      throw badInput('organization', `${quoted(organization)} ${why}`);
    },
    username: () => {
      const username = readText(person.username, 'username');
      if (!/[\s/]/.test(username)) return username;
      const why = 'is not a username; usernames have no spaces or slashes.';
      throw badInput('username', `${quoted(username)} ${why}`);
    },
  });
}

interface RoleChange {
  readonly actor: string;
  readonly reason: string | null;
  readonly people: readonly Person[];
  /** The roles that a person shall have, given those they have. */
  readonly rolesAfter: (person: Person, before: readonly Role[]) => readonly Role[];
}

interface ChangedRoles {
  readonly added: readonly NewMember[];
  readonly removed: readonly Member[];
}

/** Used by all changes of memberships. Saves what differs; nobody else can change memberships until the commit. */
async function changeRoles(tx: Transaction, change: RoleChange): Promise<ChangedRoles> {
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
    const [remaining, removed] = [true, false].map((stays) =>
      here.filter(({ role }) => wanted.includes(role) === stays),
    ) as [Member[], Member[]];
    const as = { ...person, organization };
    const added = index === 0 ? inOrder(gained).map((role) => ({ ...as, role })) : [];
    const roles = (members: readonly NewMember[]) => inOrder(members.map(({ role }) => role));
    return { person: as, before: roles(here), after: roles([...remaining, ...added]), added, removed };
  });
}

/** Whether a membership belongs to that person in that organization. */
const isOf =
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
  const stateOf = (roles: readonly Role[]) => (roles.length > 0 ? { ...person, roles } : null);
  return {
    kind: 'MEMBERSHIP_CHANGED',
    subject: membershipSubject(person),
    actor,
    reason,
    overridden: [],
    courseKey: null,
    courseRunKey: null,
    before: stateOf(before),
    after: stateOf(after),
  };
}

interface MembershipImport {
  readonly members: readonly NewMember[];
  readonly actor: string;
  readonly reason: string;
  /** Nothing is saved. */
  readonly isDryRun: boolean;
}

/** People in one transaction, because each takes a lock for its history entry. */
const PEOPLE_AT_ONCE = 500;

/** Only adds: a membership that is not in the list stays. Returns the new ones. After a failure it can be run again: what was saved stays saved. */
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
