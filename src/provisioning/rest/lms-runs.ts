// Reads the runs of an LMS with their modes, for imports, at the pace that the LMS allows its staff. Keeps nothing.
import { trimmed } from '../../model/text';
import type { LmsMode, LmsPage, LmsRun, LmsRuns } from '../target';
import { courseList, explainedModes, listedRun } from './responses';
import type { ExplainedMode } from './responses';
import { pathOf } from './modes';
import { createPacedClient } from './paced-client';
import type { PacedClientOptions } from './paced-client';

export interface LmsRunsOptions extends Omit<PacedClientOptions, 'requestsPerMinute'> {
  /** Requests per minute; left out: what the LMS allows its staff. */
  readonly pace?: { readonly list: number; readonly modes: number };
}

/** Course list: 40 for staff; modes: 120 for a service user, of which some are left to deliveries. */
export const LMS_PACE = { list: 40, modes: 100 } as const;
const PAGE_SIZE = 100;

/** A client; `close` ends its waiting. */
export function createLmsRuns({ pace = LMS_PACE, ...options }: LmsRunsOptions): LmsRuns & {
  readonly close: () => Promise<unknown>;
} {
  const [lists, modeLists] = [pace.list, pace.modes].map((requestsPerMinute) =>
    createPacedClient({ ...options, requestsPerMinute }),
  ) as [ReturnType<typeof createPacedClient>, ReturnType<typeof createPacedClient>];

  /** `count` changes during paging, and a page beyond the last is a 404; a null `next` and a 404 both mean the end. */
  async function* list(): AsyncGenerator<LmsPage> {
    for (let page = 1; ; page += 1) {
      const path = `/api/courses/v1/courses/?page_size=${PAGE_SIZE}&page=${page}`;
      const question = { method: 'GET' as const, path, data: courseList };
      const found = await (page === 1 ? lists.ask(question) : lists.find(question));
      if (!found) return;
      const read = found.results.map(runOf);
      yield {
        runs: read.flatMap((one) => ('run' in one ? [one.run] : [])),
        unreadable: read.flatMap((one) => ('problem' in one ? [one] : [])),
        count: found.pagination.count,
      };
      if (found.pagination.next === null) return;
    }
  }
  const modesOf = async (courseRunKey: string) =>
    (await modeLists.ask({ method: 'GET', path: pathOf(courseRunKey), data: explainedModes })).map(modeOf);
  return { list, modesOf, close: () => Promise.all([lists.close(), modeLists.close()]) };
}

function runOf(value: unknown): { readonly run: LmsRun } | LmsPage['unreadable'][number] {
  const { data, error } = listedRun.safeParse(value);
  if (!data) {
    const [issue] = error.issues;
    const key = listedRun.pick({ id: true }).safeParse(value).data?.id ?? null;
    return { key, problem: `${issue?.path.join('.')}: ${issue?.message}` };
  }
  const { id, name, start, end, enrollment_end } = data;
  const title = trimmed(unescaped(name ?? ''));
  return {
    run: { key: id, title, start: timeOf(start), end: timeOf(end), enrollmentEnd: timeOf(enrollment_end) },
  };
}

const modeOf = (mode: ExplainedMode): LmsMode => ({
  slug: mode.mode_slug,
  minPrice: mode.min_price,
  currency: mode.currency.toUpperCase(),
  expires: timeOf(mode.expiration_datetime),
  isExpiryExplicit: mode.expiration_datetime_is_explicit ?? false,
  sku: mode.sku || null,
  bulkSku: mode.bulk_sku || null,
});

const timeOf = (text: string | null | undefined): Date | null => (text == null ? null : new Date(text));

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** The entities that Django and MarkupSafe produce; `&#39;` and `&#x27;` are apostrophes. */
const ESCAPED = /&(amp|lt|gt|quot|apos|#\d{2,6}|#x[\da-f]{2,5});/gi;

/** Undoes one HTML escaping, so that a typed `&lt;` stays as it is. */
const unescaped = (text: string): string =>
  text.replace(ESCAPED, (all: string, name: string) => NAMED[name.toLowerCase()] ?? letterOf(name) ?? all);

function letterOf(name: string): string | null {
  const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
  return (code > 0 && code < 0xd800) || (code > 0xdfff && code <= 0x10ffff)
    ? String.fromCodePoint(code)
    : null;
}
