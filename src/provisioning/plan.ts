// Lists the seats, entitlements and modes that a change would create, update or retire, for people to read. Pure.
import { lookup } from '../model/catalogue';
import type { Mode, SeatType } from '../model/catalogue';
import { courseTypeOf, entitlementsOf, isProvisioned, phaseOf, runTypeOf, seatsOf } from '../model/courses';
import type { CourseRun, CourseState, Seat } from '../model/courses';
import type { Money } from '../model/money';
import { wholeUnits } from '../model/money';
import { rowKey, fingerprintOf } from '../model/fields';
import type { MessageFields } from '../model/fields';
import { ENTITLEMENT, MODE, SEAT } from '../model/provisioning';
import type {
  RequestedState,
  EntitlementStep,
  ModeStep,
  ProvisioningPlan,
  SeatStep,
  StepAction,
} from '../model/provisioning';
import { baselineOf, desiredOf, entitlementRow, isEmptyRun } from './desired-state';
import type { DesiredState, DesiredContext } from './desired-state';

/** How downstream systems will differ from what was last requested, including what still waits for review. */
export function planOf(state: CourseState, context: DesiredContext): ProvisioningPlan {
  const runs = plannedRuns(state, context).map((run) => runPlanOf(run, context));
  return {
    seats: runs.flatMap((run) => seatSteps(run, context)),
    entitlements: entitlementSteps(state, runs, context),
    modes: runs.flatMap((run) => modeSteps(run, context)),
  };
}

/** The runs of a plan: not of type Empty, and not ended. */
const plannedRuns = (state: CourseState, context: DesiredContext): CourseRun[] =>
  state.runs.filter((run) => !isEmptyRun(run, context.catalogue) && phaseOf(run, context.now) !== 'ENDED');

/** A run, what it should have and what was last sent for it; computed once for all its steps. */
interface RunPlan {
  readonly run: CourseRun;
  readonly seats: readonly Seat[];
  readonly desired: DesiredState;
  readonly baseline: RequestedState;
  readonly isDeferred: boolean;
}

const runPlanOf = (run: CourseRun, context: DesiredContext): RunPlan => ({
  run,
  seats: seatsOf(run, runTypeOf(run, context.catalogue), context.policy),
  desired: desiredOf(run, context),
  baseline: baselineOf(run, context),
  isDeferred: !isProvisioned(run, context.now),
});

interface Compared<T> {
  readonly key: string;
  readonly action: StepAction;
  readonly wanted: T | undefined;
}

/** The rows to create, update (a field that is sent differs) and retire, in that order. */
function compare<W extends object>(
  table: MessageFields,
  wanted: readonly W[],
  had: readonly object[] = [],
): Compared<W>[] {
  const before = new Map(had.map((row) => [rowKey(table, row), fingerprintOf(table, row)]));
  const after = new Map(wanted.map((row) => [rowKey(table, row), row]));
  const wantedRows = [...after]
    .filter(([key, row]) => before.get(key) !== fingerprintOf(table, row))
    .map(([key, row]): Compared<W> => ({ key, action: before.has(key) ? 'UPDATE' : 'CREATE', wanted: row }));
  const gone = [...before.keys()]
    .filter((key) => !after.has(key))
    .map((key): Compared<W> => ({ key, action: 'RETIRE', wanted: undefined }));
  return [...wantedRows, ...gone];
}

function seatSteps(
  { run, seats, desired, baseline, isDeferred }: RunPlan,
  context: DesiredContext,
): SeatStep[] {
  const priceOf = (slug: string) => seats.find((seat) => seat.seatType.slug === slug)?.price ?? null;
  if (!context.policy.isSelling) return [];
  // A seat without a price is held back, but still belongs in the plan.
  const planned = desired.ecommerce?.seats ?? [];
  const steps = compare(SEAT, planned, baseline.ecommerce?.seats);
  return steps.map(({ key, action, wanted }) => ({
    action,
    courseRunKey: run.key,
    seatType: seatTypeOf(key, context),
    price: wanted ? priceOf(key) : null,
    isDeferred,
  }));
}

function modeSteps(
  { run, seats, desired, baseline, isDeferred }: RunPlan,
  context: DesiredContext,
): ModeStep[] {
  const steps = compare(MODE, desired.lms.modes, baseline.lms?.modes);
  return steps.map(({ key, action, wanted }) => {
    const seat = seats.find((candidate) => candidate.trackType.mode.slug === key);
    const isPriceUnknown = !wanted || (seat !== undefined && seat.price === null);
    return {
      action,
      courseRunKey: run.key,
      mode: modeOf(key, context),
      price: isPriceUnknown ? null : wholePrice(seat?.price ?? null, context),
      isDeferred,
    };
  });
}

const wholePrice = (price: Money | null, context: DesiredContext): Money => ({
  amount: `${wholeUnits(price?.amount ?? '0.00')}.00`,
  currency: context.policy.currency,
});

/** Entitlements are sent with runs that have a seat: without such a run, nothing is sent of them. */
function entitlementSteps(
  { course }: CourseState,
  runs: readonly RunPlan[],
  context: DesiredContext,
): EntitlementStep[] {
  const carriers = runs.filter(({ desired }) => desired.ecommerce !== null);
  const last = [...context.requested.values()]
    .filter((requested) => requested.ecommerce !== null)
    .sort((left, right) => right.courseRevision - left.courseRevision)[0];
  // A shop has no entitlements.
  if (carriers.length === 0 || context.policy.isShop) return [];
  const wanted = entitlementsOf(course, courseTypeOf(course, context.catalogue), context.policy);
  const rows = wanted.map((one) => entitlementRow(one, context.policy));
  const steps = compare(ENTITLEMENT, rows, last?.ecommerce?.entitlements);
  return steps.map(({ key, action }) => ({
    action,
    courseKey: course.key,
    seatType: seatTypeOf(key, context),
    price: wanted.find(({ seatType }) => seatType.slug === key)?.price ?? null,
    isDeferred: carriers.every(({ isDeferred }) => isDeferred),
  }));
}

const seatTypeOf = (slug: string, context: DesiredContext): SeatType =>
  lookup(context.catalogue.seatTypes, slug);
const modeOf = (slug: string, context: DesiredContext): Mode => lookup(context.catalogue.modes, slug);
