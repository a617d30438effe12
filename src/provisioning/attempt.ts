// Makes one attempt at one provisioning: records what it will send, sends it, saves the result. No transaction is open
// during the request; if this process dies in between, the lease ends and another process sends the same again.
import type { Database } from '../store/database';
import { returnLane, startAttempt } from '../store/outbox/lanes';
import type { Head } from '../store/outbox/lanes';
import { saveDelivered, saveFailed, saveRetry } from '../store/outbox/outcomes';
import { counted } from '../model/text';
import { backoffMs } from './pace/backoff';
import type { Backoff } from './pace/backoff';
import { refused } from './target';
import type { Outcome, Refused, Target } from './target';
import { traceDelivery } from './tracing';

export interface AttemptSettings {
  readonly leaseMs: number;
  readonly backoff: Backoff;
  /** Counted from the first attempt; a failure after that makes the provisioning FAILED. */
  readonly giveUpAfterMs: number;
}

/** A downstream system, and what is needed to send to it. */
export interface Connection<Message extends object> {
  readonly database: Database;
  readonly target: Target<Message>;
  readonly messageOf: (head: Head) => Message;
  readonly settings: AttemptSettings;
  /** In [0, 1). */
  readonly random: () => number;
  /** Whether this process is stopping: then another process may take undelivered work at once, without a delay. */
  readonly isStopping: () => boolean;
}

/**
 * The result of an attempt. `skipped`: superseded before it was sent. `lost`: the lease ended, so another process
 * decides. `paused`: the system accepts nothing at present, so no attempt was used up.
 */
export interface Result {
  readonly kind: 'delivered' | 'retrying' | 'failed' | 'skipped' | 'lost' | 'paused';
  readonly error?: string;
  /** How long to leave the system alone. */
  readonly pauseMs?: number;
}

/** Tries to deliver the head of a leased lane, and returns the lane. Throws only what the database throws. */
export async function attempt<Message extends object>(
  line: Connection<Message>,
  head: Head,
): Promise<Result> {
  const { database, settings } = line;
  const message = line.messageOf(head);
  const started = await startAttempt(database, { head, leaseMs: settings.leaseMs });
  if (!started) {
    await returnLane(database, head);
    return { kind: 'skipped' };
  }
  const outcome = await traceDelivery(head, () =>
    line.target.deliver(message, head.wasSent && head.isTakenOver),
  );
  const isLate = started.elapsedMs >= settings.giveUpAfterMs;
  const settled = outcome.kind === 'retry' && isLate ? givenUp(outcome.error, started.number) : outcome;
  const delayMs = line.isStopping() ? 0 : backoffMs(started.number, line.random(), settings.backoff);
  return save(line.database, { head, outcome: settled, delayMs });
}

async function save(
  database: Database,
  { head, outcome, delayMs }: { head: Head; outcome: Outcome; delayMs: number },
): Promise<Result> {
  switch (outcome.kind) {
    case 'delivered': {
      const isSaved = await saveDelivered(database, head, outcome);
      return { kind: isSaved ? 'delivered' : 'lost' };
    }
    case 'refused': {
      const isSaved = await saveFailed(database, head, outcome.error);
      return { kind: isSaved ? 'failed' : 'lost', error: outcome.error };
    }
    case 'paused': {
      const { error, pauseMs } = outcome;
      const isSaved = await saveRetry(database, head, { error, delayMs: pauseMs ?? delayMs, isFree: true });
      return { kind: isSaved ? 'paused' : 'lost', error, pauseMs };
    }
    case 'retry': {
      const { error, retryAfterMs } = outcome;
      const isSaved = await saveRetry(database, head, { error, delayMs: Math.max(delayMs, retryAfterMs) });
      return { kind: isSaved ? 'retrying' : 'lost', error };
    }
  }
}

function givenUp(error: string, attempts: number): Refused {
  return refused(`Given up after ${counted(attempts, 'attempt')}; the last one failed with: ${error}`);
}
