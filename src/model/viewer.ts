// Who asks, and what they may do.

export const PERMISSIONS = ['READ', 'EDIT', 'REVIEW', 'OVERRIDE', 'ADMINISTER'] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** What somebody can be in an organization. */
export const ROLES = ['READER', 'EDITOR', 'REVIEWER', 'COORDINATOR'] as const;
export type Role = (typeof ROLES)[number];

/** A role that somebody has in an organization. */
export interface Member {
  readonly organization: string;
  readonly username: string;
  readonly role: Role;
  readonly since: Date;
}
/** One of the viewer itself. */
export type OwnRole = Pick<Member, 'organization' | 'role'>;

export interface Viewer {
  /** As the LMS knows them; the actor in history. */
  readonly username: string;
  readonly isStaff: boolean;
  /** In every organization. */
  readonly permissions: readonly Permission[];
  /** In some. */
  readonly memberships: readonly Membership[];
  /** With all its memberships, where they were not needed to know what it may read. */
  readonly whole?: () => Promise<Viewer>;
}

export interface Membership {
  readonly organization: string;
  readonly permissions: readonly Permission[];
}

/** The viewer with all its memberships: for what is more than reading. */
export const wholeViewer = async (viewer: Viewer): Promise<Viewer> => viewer.whole?.() ?? viewer;
