// Writes the remarks of an import report: what of a course is not kept, or is not as its types say. Pure.
import { lookup, soldTracks } from '../../model/catalogue';
import type { Catalogue } from '../../model/catalogue';
import { courseTypeOf, isMismatched, runTypeOf, upgradeDeadline } from '../../model/courses';
import { isPricedForNobody } from '../../model/money';
import type { CourseRun, CourseState } from '../../model/courses';
import { isSameKey, parseRunKey } from '../../model/keys';
import type { Policy } from '../../model/policy';
import { seatTypesOf } from './fitting-run-types';
import type { ImportedCourse, ImportedRun, ImportedSeat } from './imported-course';

/** The part of the course that can be stored, with a remark on all else: a seat of an unknown type cannot be. */
export function knownPart(imported: ImportedCourse, { seatTypes }: Catalogue): ImportedCourse {
  const isKnown = ({ seatType }: { readonly seatType: string }) => seatTypes.has(seatType);
  const unknown = [
    ...(imported.entitlements ?? []).map((sold) => ({ ...sold, where: 'the entitlement' })),
    ...imported.runs.flatMap((run) =>
      (run.seats ?? []).map((seat) => ({ ...seat, where: `${run.key}: the seat` })),
    ),
  ].filter((sold) => !isKnown(sold));
  const remarks = unknown.map(
    ({ where, seatType, amount, sku }) =>
      `${where} ${seatType} was left out, because this seat type does not exist here (price ${amount}, SKU ${sku}).`,
  );
  return {
    ...imported,
    entitlements: imported.entitlements?.filter(isKnown),
    runs: imported.runs.map((run) => ({ ...run, seats: run.seats?.filter(isKnown) })),
    remarks: [...imported.remarks, ...remarks],
  };
}

interface Here {
  readonly before: CourseState | null;
  readonly catalogue: Catalogue;
  readonly policy: Policy;
}

/** The remarks on the composed course, including those made while it was read. */
export function remarksOn(imported: ImportedCourse, after: CourseState, { before, ...here }: Here): string[] {
  const { entitlementTypes } = courseTypeOf(after.course, here.catalogue);
  const sold = imported.entitlements?.map(({ seatType }) => seatType);
  const uuid = before?.course.uuid;
  const inSource = new Map(imported.runs.map((run) => [run.key, run]));
  return [
    ...imported.remarks,
    ...unlike(
      'entitlement',
      sold,
      entitlementTypes.map(({ slug }) => slug),
    ),
    ...(uuid === undefined || imported.uuid === undefined || uuid === imported.uuid
      ? []
      : [`its UUID in the source is ${imported.uuid}; here it stays ${uuid}.`]),
    ...after.runs.flatMap((run) => {
      const there = inSource.get(run.key);
      const lines = there
        ? runRemarks(run, there, here)
        : ['it is not in the source, and stays here unchanged.'];
      return lines.map((words) => `${run.key}: ${words}`);
    }),
  ];
}

function runRemarks(run: CourseRun, there: ImportedRun, here: Omit<Here, 'before'>): string[] {
  const { organization, number } = parseRunKey(run.key) ?? {};
  const { key, keyForReruns } = run.course;
  const seats = there.isSeatSetKnown ? there.seats?.map(({ seatType }) => seatType) : undefined;
  const isEmpty = run.type === 'empty';
  return [
    ...(organization === undefined ? ['its key has the old form.'] : []),
    ...(organization !== undefined &&
    [key, keyForReruns].every((one) => one === null || !isSameKey(`${organization}+${number}`, one))
      ? [`its key does not belong to ${key}.`]
      : []),
    ...(isMismatched(run, here.catalogue)
      ? [`its type ${run.type} is not among the run types of its course.`]
      : []),
    ...(isEmpty ? [] : unlike('seat', seats, seatTypesOf(runTypeOf(run, here.catalogue)))),
    ...pricesOfNobody(run, here.catalogue).map(
      ({ slug, seatType }) =>
        `${seatType.slug} costs ${run.prices[seatType.slug]}, but nobody is paid for ${slug}: the run is held back until saveTrackType or --paid-to says who is paid.`,
    ),
    ...(there.seats ?? []).flatMap((seat) => deadlineRemarks(run, seat, here)),
  ];
}

/** Returns the tracks that have a price in the run although nobody is paid for them. */
export const pricesOfNobody = (run: CourseRun, catalogue: Catalogue) =>
  soldTracks(runTypeOf(run, catalogue)).filter((track) => isPricedForNobody(run, track));

function unlike(
  what: 'seat' | 'entitlement',
  sold: readonly string[] | undefined,
  ofType: readonly string[],
): string[] {
  if (!sold) return [];
  const lacking = ofType.filter((slug) => !sold.includes(slug));
  const beyond = sold.filter((slug) => !ofType.includes(slug));
  return [
    ...(lacking.length > 0 ? [`it lacks the ${what} ${lacking.join(', ')}, which its type sells.`] : []),
    ...(beyond.length > 0 ? [`it has the ${what} ${beyond.join(', ')}, which its type does not sell.`] : []),
  ];
}

function deadlineRemarks(
  run: CourseRun,
  { seatType, upgradeDeadline: there }: ImportedSeat,
  { catalogue, policy }: Omit<Here, 'before'>,
): string[] {
  const { hasUpgradeDeadline } = lookup(catalogue.seatTypes, seatType);
  if (!hasUpgradeDeadline)
    return there ? [`the deadline of ${seatType} was left out, because this seat type has none.`] : [];
  const usual = upgradeDeadline(run, policy);
  return there !== null || !usual
    ? []
    : [`${seatType} has no deadline in the source; here it is ${usual.toISOString()}.`];
}
