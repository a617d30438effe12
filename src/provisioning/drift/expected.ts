// What downstream systems should have of a run, in the form in which they report what they have. Pure.
import { isEmptyType } from '../../model/catalogue';
import { isProvisioned, runTypeOf } from '../../model/courses';
import type { CourseRun, CourseState } from '../../model/courses';
import { sellsEntitlements } from '../../model/policy';
import type { ActualModes, ActualProducts, RequestedState } from '../../model/provisioning';
import { baselineOf, courseRevisionOf, desiredOf } from '../desired-state';
import type { DesiredContext } from '../desired-state';

export interface Expected {
  /** Null for a run that has no seat and never had one: E-Commerce is not asked about it. */
  readonly products: ActualProducts | null;
  readonly modes: ActualModes;
}

/**
 * For a REVIEWED or PUBLISHED run its desired state; for any other what was last requested, which is nothing for a run
 * that was never provisioned nor imported as sold. Entitlements are those last sent with any run of the course.
 */
export function expectedOf(run: CourseRun, state: CourseState, context: DesiredContext): Expected {
  const { ecommerce, lms } = requestedStateOf(run, context);
  const [newest] = state.runs
    .map((one) => requestedStateOf(one, context))
    .filter((state) => state.ecommerce !== null)
    .sort((left, right) => right.courseRevision - left.courseRevision);
  const skusOf = (seatType: string | null) =>
    (seatType === null ? undefined : run.products[seatType]) ?? { sku: null, bulkSku: null };
  const products = {
    seats: (ecommerce?.seats ?? [])
      .map((seat) => ({ ...seat, ...skusOf(seat.seatType), isActive: true }))
      .flatMap((seat) => (context.policy.isShop ? inAShop(seat, context.now) : [seat])),
    entitlements: (sellsEntitlements(context.policy) ? (newest?.ecommerce?.entitlements ?? []) : []).map(
      (entitlement) => ({
        ...entitlement,
        sku: run.course.skus[entitlement.seatType] ?? null,
        isActive: true,
      }),
    ),
  };
  return {
    products: desiredOf(run, context).ecommerce && products,
    modes: {
      // Where nothing is sold, SKUs belong to somebody else and are not compared.
      modes: (lms?.modes ?? []).map((mode) => ({
        ...mode,
        ...(context.policy.isSelling && skusOf(mode.seatType)),
      })),
    },
  };
}

type Seat = ActualProducts['seats'][number];

/** A shop keeps no deadlines: an expired seat is not for sale there, and may never have been. */
function inAShop({ expires, ...seat }: Seat, now: Date): Seat[] {
  const isOver = expires != null && Date.parse(expires) <= now.getTime();
  if (isOver && seat.sku === null) return [];
  return [{ ...seat, isActive: !isOver }];
}

function requestedStateOf(run: CourseRun, context: DesiredContext): RequestedState {
  const isTold = isProvisioned(run, context.now) && !isEmptyType(runTypeOf(run, context.catalogue));
  if (!isTold) return baselineOf(run, context);
  return { ...desiredOf(run, context), courseRevision: courseRevisionOf(run, context) };
}
