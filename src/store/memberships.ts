// Stores memberships: who has which role in which organization. Does not know what a role permits.
import { foldKey } from '../model/keys';
import type { Member, OwnRole } from '../model/viewer';
import { count, findPage, given } from './pages';
import type { FoundPage, List, PageRequest } from './pages';
import type { Database, Transaction } from './database';

/** Filters members. All conditions must hold; a missing or null one is ignored. */
export interface MemberFilter {
  /** Case-folded organizations that the reader may see; null: all. */
  readonly readable: readonly string[] | null;
  readonly organization?: string | null;
  readonly username?: string | null;
}

/** Returns the key that members are listed by. */
export const memberKey = ({ organization, username, role }: Member): string =>
  `${organization}/${username}/${role}`;

const MEMBERS: List<MemberFilter, Member> = {
  row: 'm.organization, m.username, m.role, m.created AS since',
  of: ([organization, username, role, since]) => ({ organization, username, role, since }) as Member,
  from: 'membership m',
  key: `(m.organization || '/' || m.username || '/' || m.role)`,
  keyOf: memberKey,
  conditions: ({ readable, organization, username }) => [
    ...given(readable, 'fold_key(m.organization) = ANY(?)'),
    ...given(organization && foldKey(organization), 'fold_key(m.organization) = ?'),
    ...given(username, 'm.username = ?'),
  ],
};

/** Returns one page of members. */
export const findMemberPage = (
  db: Database,
  filter: MemberFilter,
  request: PageRequest,
): Promise<FoundPage<Member>> => findPage(db, MEMBERS, { ...request, filter });

export const countMembers = (db: Database, filter: MemberFilter): Promise<number> =>
  count(db, MEMBERS, filter);

/** Returns a user's current roles. */
export const findRolesOf = (db: Database, username: string): Promise<OwnRole[]> =>
  db.query('SELECT organization, role FROM membership WHERE username = $1', [username]);

/** A person in an organization. */
export type Person = Pick<Member, 'organization' | 'username'>;

/** Makes other changes of memberships wait until the commit; readers do not wait. */
export async function lockMemberships(tx: Transaction): Promise<void> {
  await tx.query('LOCK TABLE membership IN SHARE ROW EXCLUSIVE MODE');
}

/** Returns all roles of these people, ignoring the case of organizations. */
export const findMembers = (db: Database | Transaction, people: readonly Person[]): Promise<Member[]> =>
  db.query(
    `SELECT ${MEMBERS.row} FROM membership m
     WHERE (fold_key(organization), username) IN (SELECT fold_key(organization), username
       FROM unnest($1::text[], $2::text[]) AS asked (organization, username))`,
    columnsOf(people),
  );

export type NewMember = Omit<Member, 'since'>;

export async function addMembers(tx: Transaction, members: readonly NewMember[]): Promise<void> {
  await tx.query(
    `INSERT INTO membership (organization, username, role)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[])`,
    [...columnsOf(members), members.map(({ role }) => role)],
  );
}

export async function removeMembers(tx: Transaction, members: readonly NewMember[]): Promise<void> {
  await tx.query(
    `DELETE FROM membership
     WHERE (organization, username, role) IN (SELECT * FROM unnest($1::text[], $2::text[], $3::text[]))`,
    [...columnsOf(members), members.map(({ role }) => role)],
  );
}

const columnsOf = (people: readonly Person[]) => [
  people.map(({ organization }) => organization),
  people.map(({ username }) => username),
];
