// The table of memberships. src/model/viewer.ts explains the rows. .. pii: usernames, until the membership is removed.
import { Check, Entity, Index, Unique } from 'typeorm';
import { Identity, Key, Stamp } from './columns';

@Entity('membership')
@Unique('membership_uq', ['organization', 'username', 'role'])
@Index('membership_username_ix', ['username'])
@Check('membership_role_ck', `role IN ('READER', 'EDITOR', 'REVIEWER', 'COORDINATOR')`)
export class MembershipTable {
  @Identity() id!: string;
  @Stamp() created!: Date;
  @Key('organization') organization!: string;
  @Key('username') username!: string;
  @Key('role') role!: string;
}
