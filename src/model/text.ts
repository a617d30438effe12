// Handles text that people type.

/** White space in Python beyond Unicode's: the separators of files, groups, records and units. */
const SEPARATORS = String.fromCharCode(0x1c, 0x1d, 0x1e, 0x1f);
const WHITE = `[\\p{White_Space}\\uFEFF${SEPARATORS}]+`;
const AROUND = new RegExp(`^${WHITE}|${WHITE}$`, 'gu');

/** Returns the text without white space at both ends, as Open edX's services store it. */
export const trimmed = (text: string): string => text.replace(AROUND, '');

/** Returns the count with its noun: "1 run", "3 runs", "2 entries". */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
