// The viewer of a request, and what they may do.

export const PERMISSIONS = ['READ', 'EDIT', 'REVIEW', 'OVERRIDE', 'ADMINISTER'] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** The roles in an organization. */
export const ROLES = ['READER', 'EDITOR', 'REVIEWER', 'COORDINATOR'] as const;
export type Role = (typeof ROLES)[number];

/** A person's role in an organization. */
export interface Member {
  readonly organization: string;
  readonly username: string;
  readonly role: Role;
  readonly since: Date;
}
/** One of the viewer's own roles. */
export type OwnRole = Pick<Member, 'organization' | 'role'>;

export interface Viewer {
  /** The LMS's username; the actor in history. */
  readonly username: string;
  readonly isStaff: boolean;
  /** In every organization. */
  readonly permissions: readonly Permission[];
  /** In some organizations. */
  readonly memberships: readonly Membership[];
  /** Returns the viewer with all memberships; set if reading did not need them. */
  readonly whole?: () => Promise<Viewer>;
}

export interface Membership {
  readonly organization: string;
  readonly permissions: readonly Permission[];
}

/** Returns the viewer with all memberships: for anything more than reading. */
export const wholeViewer = async (viewer: Viewer): Promise<Viewer> => viewer.whole?.() ?? viewer;
