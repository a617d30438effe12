// Asks one of Open edX's services for many things, one after the other: at a pace, again where that may help, and no sooner
// than it says. For imports, which may take an hour. Does not know what it asks for.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Schema } from '../messages';
import { paced, UNLIMITED } from '../pace/budget';
import { BACKOFF, backoffMs } from '../pace/backoff';
import type { Backoff } from '../pace/backoff';
import { createEndpoint, talk } from './endpoint';
import type { Budget } from '../target';
import type { RestOptions } from './endpoint';

export interface PoliteOptions {
  /** Of the whole service; others are not asked. */
  readonly origin: string;
  readonly tokens: RestOptions['tokens'];
  readonly requestsPerMinute: number;
  /** Shared with whoever else asks that service; left out: nobody does. */
  readonly budget?: Budget;
  readonly backoff?: Backoff;
  /** In [0, 1). */
  readonly random: () => number;
}

export interface PoliteQuestion<Data> {
  readonly method: 'GET' | 'OPTIONS';
  /** Begins at the origin. */
  readonly path: string;
  /** What the answer must look like; anything else is asked for again. */
  readonly data: Schema<Data>;
}

const TRIES = 6;
/** A service that throttles says when to come back: an hour of that is no failure. */
const MOST_THROTTLED = 1_000;
/** A hundred courses, some with descriptions of megabytes. */
const LARGEST_ANSWER = 256 * 1024 * 1024;
const DEADLINE_MS = 60_000;

export type Polite = ReturnType<typeof createPolite>;

/** Lets one after the other begin, `everyMs` apart. */
function createTurns(everyMs: number, signal: AbortSignal) {
  let turn: Promise<unknown> = Promise.resolve();
  const pause = (ms: number) => sleep(ms, undefined, { signal });
  const follow = (next: Promise<unknown>) => {
    turn = next;
    turn.catch(() => undefined);
  };
  return {
    pause,
    /** Resolves when whoever asks may begin. */
    take(): Promise<unknown> {
      const mine = turn;
      follow(mine.then(() => pause(everyMs)));
      return mine;
    },
    /** Keeps everybody waiting for so long. */
    hold: (ms: number) => follow(Promise.all([turn, pause(ms)])),
  };
}

/** A client for any number of questions at a time; it sends them in their order. */
export function createPolite({ origin, tokens, backoff = BACKOFF, random, ...options }: PoliteOptions) {
  const { budget = UNLIMITED } = options;
  const limits = { deadlineMs: DEADLINE_MS, largestAnswer: LARGEST_ANSWER };
  const endpoint = createEndpoint({ url: origin, tokens, budget, ...limits });
  const closing = new AbortController();
  const turns = createTurns(60_000 / options.requestsPerMinute, closing.signal);

  /** Throws with what was answered instead, after it was asked again where that may help. */
  async function repeated<Answer>(
    { method, path }: Pick<PoliteQuestion<unknown>, 'method' | 'path'>,
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
      // Who is not known, or not allowed, is neither at the next attempt.
      const isFinal = answer.kind === 'refused' || /HTTP 401/.test(answer.error) || failures === TRIES;
      if (isFinal || throttled === MOST_THROTTLED)
        throw new Error(`${method} ${new URL(path, origin).href}: ${answer.error}`);
      turns.hold(retryAfterMs);
      if (!isThrottled) await turns.pause(backoffMs(failures, random(), backoff));
    }
  }

  return {
    /** The data that is there. Throws with what was answered instead. */
    ask: <Data>(question: PoliteQuestion<Data>) =>
      repeated(question, (signal) => endpoint.ask({ ...question, signal })),
    /** The same; null where the service itself says that there is none. */
    find: <Data>(question: PoliteQuestion<Data>) =>
      repeated(question, (signal) => endpoint.find({ ...question, signal })),
    /** Who still waits for an answer then gets an AbortError. */
    close: async (): Promise<void> => {
      closing.abort();
      await endpoint.close();
    },
  };
}
