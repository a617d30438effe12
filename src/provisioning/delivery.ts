// Delivers to one downstream system: leases lanes that are due and attempts their heads, several at once. Does not know
// what is said, nor to whom.
import type { ProvisioningTarget } from '../model/provisioning';
import { findHeads, leaseLanes, returnLane } from '../store/outbox/lanes';
import type { Head } from '../store/outbox/lanes';
import { attempt } from './attempt';
import type { AttemptSettings, Line, Result } from './attempt';
import { createLoop } from './loop';
import type { Loop } from './loop';

/** As pino's. */
export interface Log {
  readonly warn: (fields: object, message: string) => void;
  readonly error: (fields: object, message: string) => void;
}

export interface DeliverySettings extends AttemptSettings {
  /** On average. What other replicas enqueue is found by looking. */
  readonly pollMs: number;
  readonly lanesAtOnce: number;
}

export interface DeliveryOptions<Message extends object> extends Line<Message> {
  readonly settings: DeliverySettings;
  readonly name: ProvisioningTarget;
  readonly replica: string;
  readonly log: Log;
  /** Told after each attempt. */
  readonly onResult: (result: Result) => void;
}

/** Stops when what was sent has been answered, and what was not is given back. */
export function createDelivery<Message extends object>(options: DeliveryOptions<Message>): Loop {
  const { database, settings, name, replica, random, log } = options;
  const underWay = new Set<Promise<void>>();
  let isStopping = false;
  const loop = createLoop({
    turn: leaseSome,
    onError: (error) => log.error({ target: name, error }, 'The relay could not look for work.'),
    random,
  });

  async function leaseSome(): Promise<number> {
    const restMs = settings.pollMs * (0.5 + random());
    const limit = settings.lanesAtOnce - underWay.size;
    if (limit === 0) return restMs;
    const wanted = { target: name, by: replica, leaseMs: settings.leaseMs, limit };
    const leases = await leaseLanes(database, wanted);
    if (leases.length === 0) return restMs;
    const heads = new Map((await findHeads(database, leases)).map((head) => [head.laneId, head]));
    for (const lease of leases) {
      const head = heads.get(lease.laneId);
      begin(head && !isStopping ? attemptAt(head) : returnLane(database, lease));
    }
    return 0;
  }

  // What the database refuses to save is sent again when the lease ends, so nothing is lost but time.
  function begin(work: Promise<void>): void {
    const watched = work
      .catch((error: unknown) => log.error({ target: name, error }, 'An attempt was not saved.'))
      .finally(() => {
        underWay.delete(watched);
        loop.kick();
      });
    underWay.add(watched);
  }

  async function attemptAt(head: Head): Promise<void> {
    const result = await attempt(options, head);
    tell(log, head, result);
    options.onResult(result);
  }

  async function stop(): Promise<void> {
    isStopping = true;
    await loop.stop();
    await Promise.all(underWay);
  }
  return { ...loop, stop };
}

function tell(log: Log, head: Head, { kind, error }: Result): void {
  const { id, target, courseRunKey, revision } = head;
  const fields = { id, target, courseRunKey, revision, error };
  if (kind === 'failed') log.error(fields, 'A provisioning failed.');
  if (kind === 'retrying') log.warn(fields, 'A provisioning will be tried again.');
  if (kind === 'lost') log.warn(fields, 'A lease ended before its attempt did.');
}
