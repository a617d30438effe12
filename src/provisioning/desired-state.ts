// Computes the desired state: what each system should have of a run, and when it must be requested. Pure.
import { isEmptyType, isPaid, lookup } from '../model/catalogue';
import type { Catalogue } from '../model/catalogue';
import {
  courseTypeOf,
  entitlementsOf,
  isProvisioned,
  runTypeOf,
  seatsOf,
  soldUntil,
  titleOf,
} from '../model/courses';
import type { CourseRun, CourseState, Entitlement, Seat } from '../model/courses';
import { memoizeByObject } from '../model/memoize';
import { wholeUnits } from '../model/money';
import { sellsEntitlements } from '../model/policy';
import type { Policy } from '../model/policy';
import { earlierOf, isLeftAsIs, fingerprintOf } from '../model/fields';
import type { StateOf, MessageFields } from '../model/fields';
import { MESSAGES, MODE, NOTHING_KNOWN, SEAT, TARGETS } from '../model/provisioning';
import type {
  DeliveryRequest,
  RequestedState,
  EcommerceState,
  ENTITLEMENT,
  LmsState,
  MessageTable,
} from '../model/provisioning';

/** What a run's desired state is computed from. */
export interface DesiredContext {
  readonly catalogue: Catalogue;
  readonly policy: Policy;
  readonly now: Date;
  /** The last desired state requested, by run id. */
  readonly requested: ReadonlyMap<string, RequestedState>;
}

export interface DesiredState {
  /** Null for a run that has no seat and never had one, and where nothing is sold. */
  readonly ecommerce: EcommerceState | null;
  readonly lms: LmsState;
}

/** Everything that should exist downstream for the run. Computed once for each run and context. */
export const desiredOf = (run: CourseRun, context: DesiredContext): DesiredState => desiredIn(context)(run);

const desiredIn = memoizeByObject((context: DesiredContext) =>
  memoizeByObject((run: CourseRun) => computeDesired(run, context)),
);

function computeDesired(run: CourseRun, context: DesiredContext): DesiredState {
  const type = runTypeOf(run, context.catalogue);
  const seats = seatsOf(run, type, context.policy);
  const requested = context.requested.get(run.id);
  const { isSelling } = context.policy;
  const everHadSeats = Boolean(requested?.ecommerce) || Object.keys(run.products).length > 0;
  return {
    ecommerce: isSelling && (seats.length > 0 || everHadSeats) ? ecommerceState(run, seats, context) : null,
    lms: {
      courseRunKey: run.key,
      modes: type.trackTypes.map((track): StateOf<typeof MODE> => {
        const seat = seats.find((candidate) => candidate.trackType.slug === track.slug);
        const isUnpriced = seat?.price === null;
        const sent =
          isUnpriced && lastSent(requested?.lms?.modes, ({ slug }) => slug === track.mode.slug, 'minPrice');
        if (sent) return sent;
        return {
          slug: track.mode.slug,
          displayName: track.mode.name,
          minPrice: isUnpriced ? null : wholeUnits(seat?.price?.amount ?? '0.00'),
          currency: context.policy.currency,
          expirationDatetime: seat?.upgradeDeadline?.toISOString() ?? null,
          seatType: seat?.seatType.slug ?? null,
        };
      }),
    },
  };
}

/** Returns the row as last sent, with its price; undefined if it was never sent with one. */
const lastSent = <P extends string, Row extends { readonly [F in P]: unknown }>(
  rows: readonly Row[] | undefined,
  isIt: (row: Row) => boolean,
  price: P,
): Row | undefined => rows?.find((row) => isIt(row) && row[price] !== null);

/**
 * Whether nothing may be sent for the run: no price of what it sells is known, nothing of it was sold, and nothing must be
 * retired. Otherwise it is sent, and only what lacks a price stays unchanged.
 */
export function isHeldBack(run: CourseRun, context: DesiredContext): boolean {
  const { ecommerce, lms } = desiredOf(run, context);
  const sent = baselineOf(run, context);
  const seats = ecommerce?.seats ?? [];
  const isGone = (slug: string) => !lms.modes.some((mode) => mode.slug === slug);
  return (
    lms.modes.length > 0 &&
    lms.modes.every((mode) => isLeftAsIs(MODE, mode)) &&
    seats.every((seat) => isLeftAsIs(SEAT, seat) && !run.products[seat.seatType]) &&
    !(sent.ecommerce?.seats ?? []).some(
      ({ seatType }) => !seats.some((seat) => seat.seatType === seatType),
    ) &&
    !(sent.lms?.modes ?? []).some(({ slug }) => isGone(slug))
  );
}

/**
 * What to request now: the runs that became REVIEWED or PUBLISHED, or whose desired state changed, if it differs from
 * what was last requested.
 */
export function deliveryRequestsOf(
  before: { readonly state: CourseState | null; readonly context: DesiredContext },
  after: { readonly state: CourseState; readonly context: DesiredContext },
): DeliveryRequest[] {
  const runsBefore = new Map(before.state?.runs.map((run) => [run.id, run]));
  return after.state.runs
    .filter((run) => isProvisioned(run, after.context.now) && !isEmptyRun(run, after.context.catalogue))
    .filter((run) => !isHeldBack(run, after.context))
    .filter((run) => {
      const old = runsBefore.get(run.id);
      const desired = desiredOf(run, after.context);
      const isNew = !old || old.status !== run.status || !isProvisioned(old, before.context.now);
      if (!isNew && isSame(desiredOf(old, before.context), desired)) return false;
      return !isSame(baselineOf(run, after.context), desired);
    })
    .map((run) => deliveryRequestOf(run, after.context));
}

/** The next revision of the run's desired state, higher than any that its systems know. */
export function deliveryRequestOf(
  run: CourseRun,
  context: DesiredContext,
  known = NOTHING_KNOWN,
): DeliveryRequest {
  const courseRevision = courseRevisionOf(run, context);
  return {
    courseId: run.course.id,
    courseRunId: run.id,
    revision: Math.max(run.revision, known.revision) + 1,
    courseRevision: known.courseRevision > courseRevision ? known.courseRevision + 1 : courseRevision,
    ...desiredOf(run, context),
  };
}

/**
 * The request that takes a run off sale after it has ended or become UNPUBLISHED, and so is not provisioned any more:
 * it removes the seats that were last sold. Nothing is sent to the LMS.
 */
export function stopSaleOf(run: CourseRun, context: DesiredContext): DeliveryRequest | null {
  const { ecommerce } = baselineOf(run, context);
  const desired = ecommerce ?? desiredOf(run, context).ecommerce;
  return (
    desired && {
      ...deliveryRequestOf(run, context),
      ecommerce: { ...desired, seats: [] },
      isOfSaleOnly: true,
    }
  );
}

/** The course's version, or one more than last requested, if that was higher: commits were lost (docs/database.md). */
export function courseRevisionOf({ course }: CourseRun, { requested }: DesiredContext): number {
  const last = Math.max(0, ...[...requested.values()].map(({ courseRevision }) => courseRevision));
  return last > course.version ? last + 1 : course.version;
}

/** What the run's systems were last sent; nulls if they were sent nothing. */
export function baselineOf(run: CourseRun, context: DesiredContext): RequestedState {
  const requested = context.requested.get(run.id) ?? { ecommerce: null, lms: null, courseRevision: 0 };
  return context.policy.isSelling ? requested : { ...requested, ecommerce: null };
}

/** Whether the run is of type Empty: nothing is ever sent for it. */
export function isEmptyRun(run: CourseRun, catalogue: Catalogue): boolean {
  return isEmptyType(lookup(catalogue.courseRunTypes, run.type));
}

/** The run's seats that are for sale. A shop sells only those that somebody is paid for. */
function forSale(run: CourseRun, seats: readonly Seat[], { policy }: DesiredContext): readonly Seat[] {
  if (run.isSellingStopped) return [];
  return policy.isShop ? seats.filter(({ trackType }) => isPaid(trackType)) : seats;
}

/** A seat without a price stays unchanged, or as it was last sent: an unknown price is never sent as 0. */
function ecommerceState(run: CourseRun, seats: readonly Seat[], context: DesiredContext): EcommerceState {
  const { course } = run;
  const sent = baselineOf(run, context).ecommerce;
  const { policy } = context;
  const { currency } = policy;
  const entitlements = sellsEntitlements(policy)
    ? entitlementsOf(course, courseTypeOf(course, context.catalogue), policy)
    : [];
  return {
    courseKey: course.key,
    courseUuid: course.uuid,
    courseRunKey: run.key,
    name: titleOf(run),
    verificationDeadline: run.end?.toISOString() ?? null,
    seats: forSale(run, seats, context).map((seat) => {
      const until = (policy.isShop ? soldUntil(run, seat) : seat.upgradeDeadline)?.toISOString() ?? null;
      const { seatType, trackType, price, creditProvider, creditHours, variantId } = seat;
      const before =
        price === null && lastSent(sent?.seats, (one) => one.seatType === seatType.slug, 'price');
      // A later end would offer it for longer.
      if (before) return { ...before, expires: earlierOf(before.expires, until) };
      return {
        seatType: seatType.slug,
        mode: trackType.mode.slug,
        certificateType: trackType.mode.certificateType ?? '',
        idVerificationRequired: trackType.mode.isIdVerified,
        ...{ price: price?.amount ?? null, currency, expires: until, creditProvider, creditHours, variantId },
      };
    }),
    entitlements: entitlements.map((one) => {
      const isIt = ({ seatType }: { readonly seatType: string }) => seatType === one.seatType.slug;
      const before = one.price === null && lastSent(sent?.entitlements, isIt, 'price');
      return before || entitlementRow(one, policy);
    }),
  };
}

/** An entitlement as it is sent. */
export const entitlementRow = (
  { seatType, price, variantId }: Entitlement,
  { currency }: Policy,
): StateOf<typeof ENTITLEMENT> => ({
  seatType: seatType.slug,
  price: price?.amount ?? null,
  currency,
  variantId,
});

function isSame(left: RequestedState | DesiredState, right: DesiredState): boolean {
  return textOf(left) === textOf(right);
}

/** Returns the same text for the same meaning, in whatever order lists are. Null for a system that is sent nothing. */
const textOf = memoizeByObject(({ ecommerce, lms }: RequestedState | DesiredState): string => {
  const states = { ECOMMERCE: ecommerce, LMS: lms };
  return JSON.stringify(
    TARGETS.map((target) => {
      const state = states[target] as Readonly<Record<string, readonly object[]>> | null;
      const { fields, lists }: MessageTable = MESSAGES[target];
      const listText = ([list, table]: [string, MessageFields]) =>
        (state?.[list] ?? []).map((row) => fingerprintOf(table, row)).sort();
      return state && [fingerprintOf(fields, state), ...Object.entries(lists).map(listText)];
    }),
  );
});
