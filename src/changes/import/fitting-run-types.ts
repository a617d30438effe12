// Finds the run types that fit what a run sells. Pure.
import { isEmptyType, soldTracks } from '../../model/catalogue';
import type { Catalogue, CourseRunType } from '../../model/catalogue';

/** Slugs; undefined: not known. */
export interface Sold {
  readonly seats: readonly string[] | undefined;
  readonly modes: readonly string[] | undefined;
}

/** Run types that fit, each list in display order. */
export interface Fitting {
  /** Those with exactly these seats and modes. */
  readonly exact: readonly CourseRunType[];
  /** Those with exactly these modes and more seats. */
  readonly lacking: readonly CourseRunType[];
}

/**
 * Without modes, a track that has no seat fits nothing, so neither Masters nor a private course is ever guessed. With
 * modes, seats may be missing: runs created in Studio have none.
 */
export function fittingRunTypes({ seats = [], modes }: Sold, { courseRunTypes }: Catalogue): Fitting {
  const types = [...courseRunTypes.values()].filter((type) => !isEmptyType(type));
  const isExact = (type: CourseRunType) => isSameSet(seats, seatTypesOf(type));
  if (!modes) {
    const isAllSold = (type: CourseRunType) => type.trackTypes.length === soldTracks(type).length;
    return {
      exact: seats.length > 0 ? types.filter((type) => isExact(type) && isAllSold(type)) : [],
      lacking: [],
    };
  }
  const ofModes = types.filter((type) =>
    isSameSet(
      modes,
      type.trackTypes.map(({ mode }) => mode.slug),
    ),
  );
  const hasAll = (type: CourseRunType) => seats.every((seat) => seatTypesOf(type).includes(seat));
  return {
    exact: ofModes.filter(isExact),
    lacking: ofModes.filter((type) => !isExact(type) && hasAll(type)),
  };
}

/** Why no run type fits. */
export function whyNoneFits({ seats, modes }: Sold, { seatTypes }: Catalogue): string {
  const isBare = seats?.length === 0;
  if (!modes && (!seats || isBare)) {
    return isBare
      ? 'It has no seats, and its modes are not known.'
      : 'Neither its seats nor its modes are known.';
  }
  const unknown = seats?.filter((seat) => !seatTypes.has(seat)) ?? [];
  if (unknown.length > 0) return `There is no seat type ${unknown.join(', ')} here.`;
  const sold = seats && !isBare ? `the seats ${seats.join(', ')}` : 'no seats';
  return `No run type has ${sold}${modes ? ` and the modes ${modes.join(', ')}` : ''}.`;
}

export const seatTypesOf = (type: CourseRunType): string[] =>
  soldTracks(type).map(({ seatType }) => seatType.slug);

/** Whether both have the same entries, ignoring repetition. */
export function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  const [left, right] = [new Set(one), new Set(other)];
  return left.size === right.size && [...left].every((entry) => right.has(entry));
}
