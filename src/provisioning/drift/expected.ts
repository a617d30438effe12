// What downstream systems should have of a run, in the form in which they say what they have. Pure.
import { isEmptyType } from '../../model/catalogue';
import { isProvisioned, runTypeOf } from '../../model/courses';
import type { CourseRun, CourseState } from '../../model/courses';
import type { ActualModes, ActualProducts, Asked } from '../../model/provisioning';
import { baselineOf, courseRevisionOf, desiredOf } from '../desired-state';
import type { DesiredContext } from '../desired-state';

export interface Expected {
  /** Null for a run that has no seat and never had one: E-Commerce is not asked about it. */
  readonly products: ActualProducts | null;
  readonly modes: ActualModes;
}

/**
 * The desired state of a run that is REVIEWED or PUBLISHED; of any other what was last asked for, which is nothing for
 * a run that was never provisioned nor imported as sold. Entitlements are as the course last told them with any run.
 */
export function expectedOf(run: CourseRun, state: CourseState, context: DesiredContext): Expected {
  const { ecommerce, lms } = toldOf(run, context);
  const [newest] = state.runs
    .map((one) => toldOf(one, context))
    .filter((told) => told.ecommerce !== null)
    .sort((left, right) => right.courseRevision - left.courseRevision);
  const skusOf = (seatType: string | null) =>
    (seatType === null ? undefined : run.products[seatType]) ?? { sku: null, bulkSku: null };
  const products = {
    seats: (ecommerce?.seats ?? [])
      .map((seat) => ({ ...seat, ...skusOf(seat.seatType), isActive: true }))
      .flatMap((seat) => (context.policy.isShop ? inAShop(seat, context.now) : [seat])),
    entitlements: (newest?.ecommerce?.entitlements ?? []).map((entitlement) => ({
      ...entitlement,
      sku: run.course.skus[entitlement.seatType] ?? null,
      isActive: true,
    })),
  };
  return {
    products: desiredOf(run, context).ecommerce && products,
    modes: {
      // Where nothing is sold, SKUs are somebody else's, and are not looked at.
      modes: (lms?.modes ?? []).map((mode) => ({
        ...mode,
        ...(context.policy.isSelling && skusOf(mode.seatType)),
      })),
    },
  };
}

type Seat = ActualProducts['seats'][number];

/** A shop keeps no deadlines: what is over is not for sale there, and need never have been. */
function inAShop({ expires, ...seat }: Seat, now: Date): Seat[] {
  const isOver = expires != null && Date.parse(expires) <= now.getTime();
  if (isOver && seat.sku === null) return [];
  return [{ ...seat, isActive: !isOver }];
}

function toldOf(run: CourseRun, context: DesiredContext): Asked {
  const isTold = isProvisioned(run, context.now) && !isEmptyType(runTypeOf(run, context.catalogue));
  if (!isTold) return baselineOf(run, context);
  return { ...desiredOf(run, context), courseRevision: courseRevisionOf(run, context) };
}
