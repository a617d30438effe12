// Who asks, and what they may do.

export const PERMISSIONS = ['READ', 'EDIT', 'REVIEW', 'OVERRIDE', 'ADMINISTER'] as const;
export type Permission = (typeof PERMISSIONS)[number];

export interface Viewer {
  /** As the LMS knows them; the actor in history. */
  readonly username: string;
  readonly isStaff: boolean;
  /** In every organization. */
  readonly permissions: readonly Permission[];
  /** In some. */
  readonly memberships: readonly Membership[];
}

export interface Membership {
  readonly organization: string;
  readonly permissions: readonly Permission[];
}
