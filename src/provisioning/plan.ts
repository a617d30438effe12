// The plan: which seats, entitlements and modes a change would create, update or retire, for people to read. Pure.
import { lookup } from '../model/catalogue';
import type { Mode, SeatType } from '../model/catalogue';
import { courseTypeOf, entitlementsOf, isProvisioned, phaseOf, runTypeOf, seatsOf } from '../model/courses';
import type { CourseRun, CourseState, Money, Seat } from '../model/courses';
import { wholeUnits } from '../model/money';
import type {
  Asked,
  EcommerceState,
  EntitlementStep,
  ModeStep,
  ProvisioningPlan,
  SeatStep,
  StepAction,
} from '../model/provisioning';
import { baselineOf, desiredOf, isEmptyRun } from './desired-state';
import type { DesiredState, DesiredContext } from './desired-state';

/** What will differ downstream: the state against what was last asked for, also what still waits for review. */
export function planOf(state: CourseState, context: DesiredContext): ProvisioningPlan {
  const runs = plannedRuns(state, context).map((run) => wishOf(run, context));
  return {
    seats: runs.flatMap((run) => seatSteps(run, context)),
    entitlements: entitlementSteps(state, runs, context),
    modes: runs.flatMap((run) => modeSteps(run, context)),
  };
}

/** Runs that a plan is about: not of type Empty, and not over. */
const plannedRuns = (state: CourseState, context: DesiredContext): CourseRun[] =>
  state.runs.filter((run) => !isEmptyRun(run, context.catalogue) && phaseOf(run, context.now) !== 'ENDED');

/** A run, and what it shall have and what it was last told, worked out once for all its steps. */
interface Wish {
  readonly run: CourseRun;
  readonly seats: readonly Seat[];
  readonly desired: DesiredState;
  readonly baseline: Asked;
  readonly isDeferred: boolean;
}

const wishOf = (run: CourseRun, context: DesiredContext): Wish => ({
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

/** What is to be made, changed (its text differs) and retired, in that order. */
function compare<W, H>(
  wanted: readonly W[],
  had: readonly H[],
  { key, text }: { key: (entry: W | H) => string; text: (entry: W | H) => string },
): Compared<W>[] {
  if (wanted.length === 0 && had.length === 0) return [];
  const before = new Map(had.map((entry) => [key(entry), text(entry)]));
  const after = new Set(wanted.map(key));
  const kept = wanted
    .filter((entry) => before.get(key(entry)) !== text(entry))
    .map((entry): Compared<W> => ({
      key: key(entry),
      action: before.has(key(entry)) ? 'UPDATE' : 'CREATE',
      wanted: entry,
    }));
  const gone = had
    .filter((entry) => !after.has(key(entry)))
    .map((entry): Compared<W> => ({ key: key(entry), action: 'RETIRE', wanted: undefined }));
  return [...kept, ...gone];
}

function seatSteps({ run, seats, desired, baseline, isDeferred }: Wish, context: DesiredContext): SeatStep[] {
  const priceOf = (slug: string) => seats.find((seat) => seat.seatType.slug === slug)?.price ?? null;
  if (!context.policy.isSelling) return [];
  const offered = desired.ecommerce?.seats ?? [];
  // One without a price is held back, and is part of the plan nevertheless.
  const planned = seats.map(
    ({ seatType: { slug } }) => offered.find(({ seatType }) => seatType === slug) ?? unpricedSeat(slug),
  );
  const steps = compare(planned, baseline.ecommerce?.seats ?? [], {
    key: (seat) => seat.seatType,
    text: (seat) =>
      JSON.stringify([
        [seat.certificateType, seat.idVerificationRequired, seat.price, seat.currency],
        [seat.expires, seat.creditProvider, seat.creditHours],
      ]),
  });
  return steps.map(({ key, action, wanted }) => ({
    action,
    courseRunKey: run.key,
    seatType: seatTypeOf(key, context),
    price: wanted ? priceOf(key) : null,
    isDeferred,
  }));
}

const unpricedSeat = (seatType: string): EcommerceState['seats'][number] => ({
  ...{ seatType, certificateType: '', idVerificationRequired: false, price: '', currency: '' },
  ...{ expires: null, creditProvider: null, creditHours: null },
});

function modeSteps({ run, seats, desired, baseline, isDeferred }: Wish, context: DesiredContext): ModeStep[] {
  const steps = compare(desired.lms.modes, baseline.lms?.modes ?? [], {
    key: (mode) => mode.slug,
    text: (mode) => JSON.stringify([mode.displayName, mode.minPrice, mode.currency, mode.expirationDatetime]),
  });
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

/** Entitlements travel with runs that have a seat: with none, nothing is told of them. */
function entitlementSteps(
  { course }: CourseState,
  runs: readonly Wish[],
  context: DesiredContext,
): EntitlementStep[] {
  const carriers = runs.filter(({ desired }) => desired.ecommerce !== null);
  const last = [...context.asked.values()]
    .filter((asked) => asked.ecommerce !== null)
    .sort((left, right) => right.courseRevision - left.courseRevision)[0];
  // A shop has no place for them.
  if (carriers.length === 0 || context.policy.isShop) return [];
  const wanted = entitlementsOf(course, courseTypeOf(course, context.catalogue), context.policy);
  const rows = wanted.map(({ seatType, price }) => ({
    seatType: seatType.slug,
    price: price?.amount ?? null,
    currency: context.policy.currency,
  }));
  const steps = compare(rows, last?.ecommerce?.entitlements ?? [], {
    key: (entitlement) => entitlement.seatType,
    text: (entitlement) => JSON.stringify([entitlement.price, entitlement.currency]),
  });
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
