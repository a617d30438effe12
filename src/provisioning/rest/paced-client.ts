// Asks one of Open edX's services many questions in order: at a given pace, with retries, and never sooner than the
// service allows. For imports, which may take an hour. Does not know the questions.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Schema } from '../messages';
import { paced, UNLIMITED } from '../pace/budget';
import { BACKOFF, backoffMs } from '../pace/backoff';
import type { Backoff } from '../pace/backoff';
import { createEndpoint, talk } from './endpoint';
import type { Budget } from '../target';
import type { RestOptions } from './endpoint';

export interface PacedClientOptions {
  /** The base URL of the service; no other is called. */
  readonly origin: string;
  readonly tokens: RestOptions['tokens'];
  readonly requestsPerMinute: number;
  /** Shared with other callers of that service; left out: there are none. */
  readonly budget?: Budget;
  readonly backoff?: Backoff;
  /** In [0, 1). */
  readonly random: () => number;
}

export interface PacedRequest<Data> {
  readonly method: 'GET' | 'OPTIONS';
  /** Starts at the origin. */
  readonly path: string;
  /** The expected shape of the answer; anything else is retried. */
  readonly data: Schema<Data>;
}

const TRIES = 6;
/** A throttling service says when to come back: an hour of that is not a failure. */
const MAX_THROTTLED = 1_000;
/** A hundred courses, some with descriptions of megabytes. */
const MAX_RESPONSE_BYTES = 256 * 1024 * 1024;
const DEADLINE_MS = 60_000;

export type PacedClient = ReturnType<typeof createPacedClient>;

/** Starts requests one after the other, `everyMs` apart. */
function createTurns(everyMs: number, signal: AbortSignal) {
  let turn: Promise<unknown> = Promise.resolve();
  const pause = (ms: number) => sleep(ms, undefined, { signal });
  const follow = (next: Promise<unknown>) => {
    turn = next;
    turn.catch(() => undefined);
  };
  return {
    pause,
    /** Resolves when the caller may start. */
    take(): Promise<unknown> {
      const mine = turn;
      follow(mine.then(() => pause(everyMs)));
      return mine;
    },
    /** Makes everybody wait this long. */
    hold: (ms: number) => follow(Promise.all([turn, pause(ms)])),
  };
}

/** A client for any number of concurrent questions; sends them in order. */
export function createPacedClient({
  origin,
  tokens,
  backoff = BACKOFF,
  random,
  ...options
}: PacedClientOptions) {
  const { budget = UNLIMITED } = options;
  const limits = { deadlineMs: DEADLINE_MS, maxResponseBytes: MAX_RESPONSE_BYTES };
  const endpoint = createEndpoint({ url: origin, tokens, budget, ...limits });
  const closing = new AbortController();
  const turns = createTurns(60_000 / options.requestsPerMinute, closing.signal);

  /** Retries where that may help; throws with the last answer if it does not. */
  async function repeated<Answer>(
    { method, path }: Pick<PacedRequest<unknown>, 'method' | 'path'>,
    once: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    for (let failures = 0, throttled = 0; ;) {
      await turns.take();
      const answer = await paced(budget, () =>
        talk(DEADLINE_MS, async (signal) => ({ kind: 'answered' as const, data: await once(signal) })),
      );
      if (answer.kind === 'answered') return answer.data;
      const isThrottled = answer.kind === 'paused';
      const retryAfterMs = isThrottled
        ? (answer.pauseMs ?? 0)
        : answer.kind === 'retry'
          ? answer.retryAfterMs
          : 0;
      if (isThrottled) throttled += 1;
      else failures += 1;
      // An unknown or unauthorized client stays so at the next attempt.
      const isFinal = answer.kind === 'refused' || /HTTP 401/.test(answer.error) || failures === TRIES;
      if (isFinal || throttled === MAX_THROTTLED)
        throw new Error(`${method} ${new URL(path, origin).href}: ${answer.error}`);
      turns.hold(retryAfterMs);
      if (!isThrottled) await turns.pause(backoffMs(failures, random(), backoff));
    }
  }

  return {
    /** The data. Throws with what was answered instead. */
    ask: <Data>(question: PacedRequest<Data>) =>
      repeated(question, (signal) => endpoint.ask({ ...question, signal })),
    /** The same; null if the service itself says that there is none. */
    find: <Data>(question: PacedRequest<Data>) =>
      repeated(question, (signal) => endpoint.find({ ...question, signal })),
    /** Callers that still wait for an answer get an AbortError. */
    close: async (): Promise<void> => {
      closing.abort();
      await endpoint.close();
    },
  };
}
