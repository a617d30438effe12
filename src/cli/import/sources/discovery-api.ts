// Asks course-discovery's API for one page after the other: politely, again where that may help, and nowhere else than
// where it was sent. Does not know what a course is.
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { BACKOFF, backoffMs } from '../../../provisioning/pace/backoff';
import type { Backoff } from '../../../provisioning/pace/backoff';
import { createEndpoint, talk } from '../../../provisioning/rest/endpoint';
import type { RestOptions } from '../../../provisioning/rest/endpoint';
import type { Piece, Source } from './pieces';

export interface DiscoveryOptions {
  /** Of the whole service; others are not asked. */
  readonly origin: string;
  readonly tokens: RestOptions['tokens'];
  readonly requestsPerMinute: number;
  readonly backoff?: Backoff;
}

const page = z.object({
  results: z.array(z.unknown()),
  next: z.string().nullish(),
  count: z.number().nullish(),
});

const PAGE_SIZE = '100';
const TRIES = 6;
/** A hundred courses, some with descriptions of megabytes. */
const LARGEST_PAGE = 256 * 1024 * 1024;
const DEADLINE_MS = 60_000;

export type Discovery = ReturnType<typeof connectDiscovery>;

/** A client of the API. What it answers is read by a schema; what is not so is asked for again. */
export function connectDiscovery({ origin, tokens, requestsPerMinute, backoff = BACKOFF }: DiscoveryOptions) {
  const endpoint = createEndpoint({
    url: origin,
    deadlineMs: DEADLINE_MS,
    tokens,
    largestAnswer: LARGEST_PAGE,
  });
  let mayAskAt = 0;

  async function inTurn(): Promise<void> {
    const now = performance.now();
    const waitMs = mayAskAt - now;
    mayAskAt = Math.max(now, mayAskAt) + 60_000 / requestsPerMinute;
    await sleep(Math.max(0, waitMs));
  }

  /** Throws with what was answered instead, after it was asked again where that may help. */
  async function ask<Data>(method: 'GET' | 'OPTIONS', url: URL, data: z.ZodType<Data>): Promise<Data> {
    for (let attempt = 1; ; attempt += 1) {
      await inTurn();
      const answer = await talk(DEADLINE_MS, async (signal) => ({
        kind: 'answered' as const,
        data: await endpoint.ask({ method, path: url.pathname + url.search, signal, data }),
      }));
      if (answer.kind === 'answered') return answer.data;
      // Who is not known, or not allowed, is neither at the next attempt.
      const isFinal = answer.kind === 'refused' || /HTTP 401/.test(answer.error) || attempt === TRIES;
      if (isFinal) throw new Error(`${method} ${url.href}: ${answer.error}`);
      await sleep(Math.max(answer.retryAfterMs, backoffMs(attempt, Math.random(), backoff)));
    }
  }
  return { ask, close: endpoint.close };
}

/** The address of the first page, for whatever was given: the API's, or the whole service's. */
export function coursesUrl(given: string): URL {
  const url = new URL(given);
  if (url.pathname === '/') url.pathname = '/api/v1/courses/';
  if (!url.searchParams.has('limit')) url.searchParams.set('limit', PAGE_SIZE);
  return url;
}

/** The courses of all pages. A page that cannot be had ends it; where it is the first, this throws. */
export function openDiscovery(discovery: Discovery, first: URL): Source {
  let count: number | null = null;
  let read = 0;
  const pieces = async function* (): AsyncGenerator<Piece> {
    const seen = new Set<string>();
    for (let url: URL | null = first; url;) {
      const at: string = url.href;
      let found: z.infer<typeof page>;
      try {
        found = await discovery.ask('GET', url, page);
      } catch (error) {
        if (seen.size === 0) throw error;
        yield { position: at, unreadable: error instanceof Error ? error.message : String(error) };
        return;
      }
      seen.add(at);
      count = found.count ?? null;
      for (const [index, value] of found.results.entries()) yield { position: `${at} #${index + 1}`, value };
      read += found.results.length;
      url = null;
      if (found.next == null) return;
      const next = URL.canParse(found.next, at) ? new URL(found.next, at) : null;
      if (next?.origin === first.origin && !seen.has(next.href)) url = next;
      else
        yield {
          position: at,
          unreadable: `The next page is said to be ${found.next}; that is not followed.`,
        };
    }
  };
  const isOver = () => count !== null && read >= count;
  return { pieces: pieces(), readPart: () => (isOver() ? 1 : read / (count ?? 2 * read)) };
}
