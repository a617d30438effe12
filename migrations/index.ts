// Every migration in its order, as a list: a glob would find other files under tsx, jest and dist.
import { CreateCatalogue1795370400000 } from './1795370400000-create-catalogue';
import { CreateCourses1795370400001 } from './1795370400001-create-courses';
import { CreateProvisioning1795370400002 } from './1795370400002-create-provisioning';
import { CreateHistory1795370400003 } from './1795370400003-create-history';
import { SeedOpenEdxTypes1795370400004 } from './1795370400004-seed-open-edx-types';
import { IndexGoLive1795370400010 } from './1795370400010-index-go-live';
import { CreateEvent1795370400020 } from './1795370400020-create-event';
import { GuardHistory1795370400030 } from './1795370400030-guard-history';
import { CreateMembership1795370400040 } from './1795370400040-create-membership';
import { CreateBulkChange1795370400050 } from './1795370400050-create-bulk-change';
import { KeepTraceParent1795370400065 } from './1795370400065-keep-trace-parent';
import { SettleHistory1795370400070 } from './1795370400070-settle-history';
import { HashWhatIsLookedUp1795370400080 } from './1795370400080-hash-what-is-looked-up';
import { HashTransactions1795370400101 } from './1795370400101-hash-transactions';
import { KeepSystems1795370400111 } from './1795370400111-keep-systems';
import { EndEnrollment1795370400131 } from './1795370400131-end-enrollment';
import { KeepLmsConflicts1795370400141 } from './1795370400141-keep-lms-conflicts';
import { FoldKeys1795370400151 } from './1795370400151-fold-keys';
import { KeepKeyForReruns1795370400152 } from './1795370400152-keep-key-for-reruns';
import { CheapenChanges1795370400161 } from './1795370400161-cheapen-changes';
import { KeepDesiredStatesAlone1795370400171 } from './1795370400171-keep-desired-states-alone';
import { ShareBudgets1795370400181 } from './1795370400181-share-budgets';
import { SortLists1795370400211 } from './1795370400211-sort-lists';
import { KeepRestrictions1795370400212 } from './1795370400212-keep-restrictions';
import { KeepSoldPrices1795370400213 } from './1795370400213-keep-sold-prices';
import { KeepVariants1795370400251 } from './1795370400251-keep-variants';
import { FoldLatinLettersFast1795370400271 } from './1795370400271-fold-latin-letters-fast';

export const MIGRATIONS = [
  CreateCatalogue1795370400000,
  CreateCourses1795370400001,
  CreateProvisioning1795370400002,
  CreateHistory1795370400003,
  SeedOpenEdxTypes1795370400004,
  IndexGoLive1795370400010,
  CreateEvent1795370400020,
  GuardHistory1795370400030,
  CreateMembership1795370400040,
  CreateBulkChange1795370400050,
  KeepTraceParent1795370400065,
  SettleHistory1795370400070,
  HashWhatIsLookedUp1795370400080,
  HashTransactions1795370400101,
  KeepSystems1795370400111,
  EndEnrollment1795370400131,
  KeepLmsConflicts1795370400141,
  FoldKeys1795370400151,
  KeepKeyForReruns1795370400152,
  CheapenChanges1795370400161,
  KeepDesiredStatesAlone1795370400171,
  ShareBudgets1795370400181,
  SortLists1795370400211,
  KeepRestrictions1795370400212,
  KeepSoldPrices1795370400213,
  KeepVariants1795370400251,
  FoldLatinLettersFast1795370400271,
];
