// Finds what the author of an accepted change should know; a notice refuses nothing. Pure.
import { soldTracks } from '../../model/catalogue';
import type { Catalogue } from '../../model/catalogue';
import { isMismatched, isProvisioned, runTypeOf, unpricedOf } from '../../model/courses';
import { isPricedForNobody, cents, wholeUnits } from '../../model/money';
import type { Course, CourseRun, CourseState } from '../../model/courses';
import type { Prices } from '../../model/money';
import type { Policy } from '../../model/policy';
import type { InputPaths } from '../../rules/facts';

/** The kinds of notice, in the order in which they are returned. */
export type NoticeCode =
  'DEADLINE_OVERRIDE_KEPT' | 'PRICE_CENTS_CUT' | 'RUN_STILL_MISMATCHED' | 'NOT_SENT_UNPRICED';

/** Something the author of a change should know. */
export interface Notice {
  readonly code: NoticeCode;
  readonly message: string;
  /** The path in the input; empty if nothing in the input is the cause. */
  readonly path: readonly string[];
  readonly courseRunKey: string | null;
}

interface Noticing {
  readonly before: CourseState | null;
  /** Null: the course is deleted. */
  readonly after: CourseState | null;
  readonly catalogue: Catalogue;
  readonly policy: Policy;
  readonly now: Date;
  readonly paths: InputPaths;
}

/** The notices of an accepted change; those about runs are in the order of the runs' keys. */
export function noticesOf(change: Noticing): Notice[] {
  const { before, after } = change;
  if (!after) return [];
  const old = new Map(before?.runs.map((run) => [run.key, run]));
  const pairs = after.runs.map((run) => ({ run, old: old.get(run.key) ?? null }));
  return [
    ...pairs.flatMap((pair) => overrideKept(change, pair)),
    ...centsCut(change, { prices: after.course.prices, old: before?.course.prices, at: ['prices'] }),
    ...pairs.flatMap(({ run, old: was }) =>
      centsCut(change, { prices: run.prices, old: was?.prices, at: pathTo(change, run, 'prices'), run }),
    ),
    ...pairs.flatMap((pair) => stillMismatched(change, pair)),
    ...pairs.flatMap((pair) => unpriced(change, pair)),
  ];
}

interface Pair {
  readonly run: CourseRun;
  readonly old: CourseRun | null;
}

function pathTo({ paths }: Noticing, run: CourseRun, field: string): readonly string[] {
  const at = paths.runs.get(run.key);
  return at ? [...at, field] : [];
}

const isSameTime = (one: Date | null, other: Date | null): boolean => one?.getTime() === other?.getTime();

function overrideKept(change: Noticing, { run, old }: Pair): Notice[] {
  const deadline = run.upgradeDeadlineOverride;
  if (!old || !deadline || isSameTime(old.end, run.end)) return [];
  if (!isSameTime(old.upgradeDeadlineOverride, deadline)) return [];
  const sells = soldTracks(runTypeOf(run, change.catalogue));
  if (!sells.some(({ seatType }) => seatType.hasUpgradeDeadline)) return [];
  const message =
    `The end of ${run.key} moves; its upgrade deadline stays ${deadline.toISOString()}, because a reviewer set it. ` +
    `Somebody with the permission REVIEW may clear it, so that it follows the end.`;
  return [
    {
      code: 'DEADLINE_OVERRIDE_KEPT',
      message,
      path: pathTo(change, run, 'end'),
      courseRunKey: run.key,
    },
  ];
}

interface Given {
  readonly prices: Prices;
  readonly old: Prices | undefined;
  readonly at: readonly string[];
  readonly run?: CourseRun;
}

function centsCut({ catalogue, paths }: Noticing, { prices, old, at, run }: Given): Notice[] {
  const given = Object.entries(prices).filter(([seatType, amount]) => old?.[seatType] !== amount);
  return given
    .filter(([, amount]) => cents(amount) % 100 !== 0)
    .map(([seatType, amount]) => {
      const index = paths.priceIndex.get(at.join('.'))?.get(seatType);
      const name = catalogue.seatTypes.get(seatType)?.name ?? seatType;
      return {
        code: 'PRICE_CENTS_CUT',
        message: `${name} costs ${amount}; the LMS has no cents and receives ${wholeUnits(amount)}.`,
        path: index === undefined ? at : [...at, String(index), 'amount'],
        courseRunKey: run?.key ?? null,
      };
    });
}

const isTouched = (run: CourseRun, old: CourseRun | null): boolean =>
  old?.type !== run.type || old.course.type !== run.course.type;

function stillMismatched(change: Noticing, { run, old }: Pair): Notice[] {
  const isNamed = change.paths.runs.has(run.key);
  if (!isMismatched(run, change.catalogue) || !(isNamed || isTouched(run, old))) return [];
  const [type, courseType] = [runTypeOf(run, change.catalogue).name, nameOfType(run.course, change)];
  const message = `${run.key} is ${type}, which is still not a run type of ${courseType}.`;
  return [
    { code: 'RUN_STILL_MISMATCHED', message, path: pathTo(change, run, 'type'), courseRunKey: run.key },
  ];
}

const nameOfType = ({ type }: Course, { catalogue }: Noticing): string =>
  catalogue.courseTypes.get(type)?.name ?? type;

/** A seat without a known price is held back: the run was imported, or its track type started to be sold later. */
function unpriced({ catalogue, policy, now }: Noticing, { run }: Pair): Notice[] {
  if (!isProvisioned(run, now)) return [];
  return unpricedOf(run, catalogue, policy).map((one): Notice => {
    const { slug, name } = one.seatType;
    const message =
      'trackType' in one && isPricedForNobody(run, one.trackType)
        ? `${name} of ${run.key} costs ${run.prices[slug]}, and nobody is paid for ${one.trackType.slug}: it is not offered until saveTrackType says who is.`
        : `${'trackType' in one ? name : `The entitlement ${name}`} of ${run.key} has no price, and is not offered until it has one.`;
    return { code: 'NOT_SENT_UNPRICED', message, path: [], courseRunKey: run.key };
  });
}
