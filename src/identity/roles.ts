// Works out a viewer's permissions from the token's claims and from memberships. docs/permissions.md is generated from
// here.
import { foldKey, isSameKey } from '../model/keys';
import { PERMISSIONS, ROLES } from '../model/viewer';
import type { Membership, OwnRole, Permission, Role, Viewer } from '../model/viewer';
import type { Claims } from './tokens';

/** The permissions that each role gives in its organization. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  READER: ['READ'],
  EDITOR: ['READ', 'EDIT'],
  REVIEWER: ['READ', 'REVIEW'],
  COORDINATOR: ['READ', 'EDIT', 'REVIEW', 'OVERRIDE'],
};

/** Whether memberships could add any permission to those that the viewer has everywhere. */
export const mayGainByRoles = ({ permissions }: Viewer, isOverride: boolean): boolean =>
  Object.values(ROLE_PERMISSIONS)
    .flat()
    .some((one) => !permissions.includes(one) && (one !== 'OVERRIDE' || isOverride));

/** The permissions that a claim gives in every organization. */
export const CLAIM_PERMISSIONS = {
  superuser: PERMISSIONS,
  administrator: ['READ', 'EDIT', 'REVIEW'],
} as const satisfies Record<string, readonly Permission[]>;

/** The permissions that a scope gives in every organization to a program with its own token (client credentials). */
export const SERVICE_PERMISSIONS: Readonly<Record<string, readonly Permission[]>> = {
  'tracks:read': ['READ'],
  'tracks:write': ['READ', 'EDIT', 'REVIEW'],
};

/** The scope that a restricted program needs to use a permission of its user. */
export const scopeOf = (permission: Permission): string =>
  permission === 'READ' ? 'tracks:read' : 'tracks:write';

/** Returns the viewer for a token and these roles. */
export function viewerOf(claims: Claims, roles: readonly OwnRole[]): Viewer {
  const { username, isSuperuser, isAdministrator, isRestricted, scopes, organizations } = claims;
  const usable = (given: readonly Permission[]): Permission[] =>
    PERMISSIONS.filter((permission) => given.includes(permission)).filter(
      (permission) => !isRestricted || scopes.includes(scopeOf(permission)),
    );
  const rolesIn = (organization: string): Permission[] =>
    roles
      .filter((own) => isSameKey(own.organization, organization))
      .flatMap(({ role }) => ROLE_PERMISSIONS[role]);
  const everywhere = permissionsOf(claims);
  const isCut = organizations !== null;
  const known = organizations ?? roles.map(({ organization }) => organization);
  const distinct = new Map(known.map((organization) => [foldKey(organization), organization]));
  const memberships = [...distinct.values()].map((organization): Membership => ({
    organization,
    permissions: usable([...(isCut ? everywhere : []), ...rolesIn(organization)]),
  }));
  return {
    username,
    isStaff: isSuperuser || isAdministrator,
    permissions: isCut ? [] : usable(everywhere),
    memberships: memberships.filter(({ permissions }) => permissions.length > 0),
  };
}

const permissionsOf = ({ isSuperuser, isAdministrator, isService, scopes }: Claims): Permission[] => [
  ...(isSuperuser ? CLAIM_PERMISSIONS.superuser : []),
  ...(isAdministrator ? CLAIM_PERMISSIONS.administrator : []),
  ...(isService ? scopes.flatMap((scope) => SERVICE_PERMISSIONS[scope] ?? []) : []),
];

/** The whole policy, for printing: who gets which permissions, and whether they hold everywhere. */
export const POLICY: readonly {
  readonly who: string;
  readonly permissions: readonly Permission[];
  readonly isEverywhere: boolean;
}[] = [
  ...Object.entries(CLAIM_PERMISSIONS).map(([who, permissions]) => ({
    who,
    permissions,
    isEverywhere: true,
  })),
  ...Object.entries(SERVICE_PERMISSIONS).map(([who, permissions]) => ({
    who,
    permissions,
    isEverywhere: true,
  })),
  ...ROLES.map((role) => ({ who: role, permissions: ROLE_PERMISSIONS[role], isEverywhere: false })),
];
