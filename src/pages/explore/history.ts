// The history of a course, entry by entry: who did what and why, and the fields that changed.
import { html } from './html';
import type { Html, Piece } from './html';
import { table, time, words } from './layout';

type Fields = Readonly<Record<string, unknown>>;

/** A history entry as the API returns it. */
export interface Entry {
  readonly at: string;
  readonly kind: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly overridden: readonly string[];
  readonly courseRun: { readonly key: string } | null;
  readonly before: Fields | null;
  readonly after: Fields | null;
}

/** A table of the entries, the newest last. */
export function historyOf(entries: readonly Entry[], hasMore: boolean): Html {
  const rows = entries.map((entry) => [
    time(entry.at),
    [titleOf(entry.kind), entry.courseRun && html` <code>${shortOf(entry.courseRun.key)}</code>`],
    whatChanged(entry),
    entry.actor,
    [entry.reason, entry.overridden.length > 0 && ` (waived: ${entry.overridden.join(', ')})`],
  ]);
  return html`<h2>History</h2>
    ${table('What happened, in order', ['when (UTC)', 'what', 'what changed', 'who', 'why'], rows)}
    ${hasMore && html`<p class="quiet">Only the first 200 entries are shown. The API has all of them.</p>`}`;
}

/** The part of a run's key that tells it from the other runs of its course. */
export const shortOf = (runKey: string): string => runKey.split('+').at(-1) ?? runKey;

const titleOf = (kind: string): string => {
  const text = words(kind);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
};

/** Fields that tell a reader nothing: every command changes the version. */
const UNSAID = ['version', 'id', 'uuid', 'courseRuns'];

function whatChanged({ before, after, courseRun }: Entry): Html {
  const runs = { ...(before?.['courseRuns'] as Fields), ...(after?.['courseRuns'] as Fields) };
  const lines = [
    ...linesOf(before, after),
    ...Object.keys(runs).flatMap((key) => {
      const of = (side: Fields | null) =>
        ((side?.['courseRuns'] as Fields | undefined)?.[key] ?? null) as Fields | null;
      return linesOf(of(before), of(after)).map((line) =>
        key === courseRun?.key ? line : html`<code>${shortOf(key)}</code> ${line}`,
      );
    }),
  ];
  if (lines.length === 0) return html``;
  return html`<ul>
    ${lines.map((line) => html`<li>${line}</li>`)}
  </ul>`;
}

/** A line for each field: its old and new value. */
function linesOf(before: Fields | null, after: Fields | null): Html[] {
  const names = Object.keys({ ...before, ...after }).filter((name) => !UNSAID.includes(name));
  return names
    .filter((name) => !(isNothing(before?.[name]) && isNothing(after?.[name])))
    .map((name) => {
      const of = (side: Fields | null) => {
        const value = side?.[name];
        return name === 'status' && typeof value === 'string' ? words(value) : shown(value);
      };
      return isNothing(before?.[name])
        ? html`${labelOf(name)}: ${of(after)}`
        : html`${labelOf(name)}: ${of(before)} → ${of(after)}`;
    });
}

const labelOf = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const isNothing = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === false ||
  (typeof value === 'object' && Object.keys(value).length === 0);

function shown(value: unknown): Piece {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (isNothing(value)) return '–';
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\dT/.test(value) ? time(value) : value;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return Object.entries(value)
    .map(
      ([name, one]) =>
        (Array.isArray(value) ? '' : `${name} `) + (typeof one === 'string' ? one : JSON.stringify(one)),
    )
    .join(', ');
}
