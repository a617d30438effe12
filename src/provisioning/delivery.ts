// Delivers to one downstream system: leases lanes that are due and attempts their heads, several at once. Knows neither
// the messages nor the system.
import type { ProvisioningTarget } from '../model/provisioning';
import { findHeads, leaseLanes, returnLane } from '../store/outbox/lanes';
import type { Head } from '../store/outbox/lanes';
import { attempt } from './attempt';
import type { AttemptSettings, Connection, Result } from './attempt';
import type { Close } from './closing';
import { createBreaker } from './pace/breaker';
import type { Breaker, BreakerSettings } from './pace/breaker';
import { UNLIMITED } from './pace/budget';
import { createLoop } from './pace/loop';
import type { Loop } from './pace/loop';
import type { Warnings } from './target';

/** Compatible with pino's. */
export interface Log extends Warnings {
  readonly error: (fields: object, message: string) => void;
}

export interface DeliverySettings extends AttemptSettings {
  /** On average. Polling finds what other replicas enqueue. */
  readonly pollMs: number;
  readonly lanesAtOnce: number;
  readonly breaker: BreakerSettings;
  /** When stopping, it waits this long for answers; then it hangs up, and another relay sends the same again. */
  readonly patienceMs: number;
}

export interface DeliveryOptions<Message extends object> extends Omit<Connection<Message>, 'isStopping'> {
  readonly settings: DeliverySettings;
  readonly name: ProvisioningTarget;
  /** The protocol in use; left out: lanes of any declared protocol. */
  readonly protocol?: string;
  readonly replica: string;
  readonly log: Log;
  /** First takes expired seats off sale, in a system that keeps no deadlines. */
  readonly closing?: Close | undefined;
  /** Called after each attempt. */
  readonly onResult: (head: Head, result: Result) => void;
  /** Called with the number of lanes whose lease another relay let expire. */
  readonly onTakeover: (target: ProvisioningTarget, lanes: number) => void;
}

/** The least wait while a system accepts nothing until a person acts. */
const MIN_PAUSE_MS = 1_000;

/** A delivery loop; `stop` resolves when requests are answered or hung up on, and the other lanes are returned. */
export function createDelivery<Message extends object>(options: DeliveryOptions<Message>): Loop {
  const { database, target, settings, name, protocol, replica, random, log } = options;
  let isStopping = false;
  const loop = createLoop({
    turn: leaseSome,
    onError: (error) => log.error({ target: name, error }, 'The relay could not look for work.'),
    random,
  });
  const underWay = trackWork(options, loop.kick);
  const pause = createPause(loop.kick);
  const onOpen = () =>
    log.warn({ target: name }, 'A system keeps failing; deliveries to it pause for a few seconds.');
  const breaker = createBreaker({ ...settings.breaker, random, onOpen, onHalfOpen: loop.kick });
  const deliver = delivering({ ...options, isStopping: () => isStopping }, { breaker, pause });

  async function leaseSome(): Promise<number> {
    const restMs = settings.pollMs * (0.5 + random());
    const places = breaker.allowed(settings.lanesAtOnce - underWay.size(), underWay.size());
    if (places === 0) return restMs;
    if ((await target.problem?.()) != null) return Math.max(restMs, MIN_PAUSE_MS);
    if (underWay.beginAll((await options.closing?.(places)) ?? [])) return 0;
    if (pause.isOn()) return restMs;
    const limit = Math.min(places, target.budget?.deliveriesAtOnce ?? Infinity);
    const wanted = { target: name, by: replica, leaseMs: settings.leaseMs, limit, protocol };
    const leases = await leaseLanes(database, wanted);
    if (leases.length === 0) return restMs;
    options.onTakeover(name, leases.filter((lease) => lease.isTakenOver).length);
    const heads = new Map((await findHeads(database, leases)).map((head) => [head.laneId, head]));
    for (const lease of leases) {
      const head = heads.get(lease.laneId);
      underWay.begin(head && !isStopping ? deliver({ ...head, ...lease }) : returnLane(database, lease));
    }
    return 0;
  }

  async function stop(): Promise<void> {
    isStopping = true;
    await loop.stop();
    const hangUp = setTimeout(() => void target.close(), settings.patienceMs);
    await underWay.ended();
    clearTimeout(hangUp);
  }
  return { ...loop, stop };
}

/** Attempts the head of a leased lane, or returns the lane unsent if the system's request budget is used up. */
function delivering<Message extends object>(
  options: DeliveryOptions<Message> & Connection<Message>,
  { breaker, pause }: { readonly breaker: Breaker; readonly pause: ReturnType<typeof createPause> },
) {
  const { budget = UNLIMITED } = options.target;
  async function attemptAt(head: Head): Promise<void> {
    const result = await attempt(options, head);
    breaker.saw(result.kind);
    if (result.pauseMs) pause.start(result.pauseMs);
    logResult(options.log, head, result);
    options.onResult(head, result);
  }
  return async (head: Head): Promise<void> => {
    const leave = await budget.begin('delivery');
    if ('end' in leave) return attemptAt(head).finally(leave.end);
    pause.start(leave.waitMs);
    await returnLane(options.database, head);
  };
}

/** Pauses all lanes after the system reported too many requests. The latest pause counts. */
function createPause(onEnd: () => void) {
  let timer: NodeJS.Timeout | undefined;
  function end(): void {
    timer = undefined;
    onEnd();
  }
  function start(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(end, ms).unref();
  }
  return { start, isOn: () => timer !== undefined };
}

/** Tracks attempts under way. If a result cannot be saved, its message is sent again after the lease: only time is lost. */
function trackWork({ name, log }: { name: ProvisioningTarget; log: Log }, onEnd: () => void) {
  const underWay = new Set<Promise<void>>();
  function begin(work: Promise<void>): void {
    const watched = work
      .catch((error: unknown) => log.error({ target: name, error }, 'An attempt was not saved.'))
      .finally(() => {
        underWay.delete(watched);
        onEnd();
      });
    underWay.add(watched);
  }
  /** Whether there are any. */
  function beginAll(works: readonly Promise<void>[]): boolean {
    works.forEach(begin);
    return works.length > 0;
  }
  return { begin, beginAll, size: () => underWay.size, ended: () => Promise.all(underWay) };
}

function logResult(log: Log, head: Head, { kind, error }: Result): void {
  const { id, target, courseRunKey, revision } = head;
  const fields = { id, target, courseRunKey, revision, error };
  if (kind === 'failed') log.error(fields, 'A provisioning failed.');
  if (kind === 'paused') log.warn(fields, 'A system accepts nothing for now.');
  if (kind === 'retrying') log.warn(fields, 'A provisioning will be retried.');
  if (kind === 'lost') log.warn(fields, 'A lease expired before its attempt ended.');
}
