// Answers a repeated command with the first answer and the course as it is now.
import { createHash } from 'node:crypto';
import { at, Fault } from '../../model/faults';
import { lockCommand, recordOutcome, reserveCommand } from '../../store/commands';
import type { CommandKey } from '../../store/commands';
import { loadCourse } from '../../store/courses/course-states';
import type { Transaction } from '../../store/database';
import type { Viewer } from '../../model/viewer';
import { findProvisioningsByIds } from '../../store/provisionings';
import type { Command, Outcome } from './command';

interface RecordedOutcome extends Pick<Outcome, 'courseRunKey' | 'isIdle' | 'violations' | 'plan'> {
  readonly courseKey: string | null;
  readonly provisioning: readonly string[];
  /** Missing from records older than notices. */
  readonly notices?: Outcome['notices'];
}

/** The command's use of an idempotency key; null if it has none. */
export function commandKey(
  { username: actor }: Viewer,
  { mutation, idempotencyKey: key }: Pick<Command, 'mutation' | 'idempotencyKey'>,
): CommandKey | null {
  return key === null ? null : { actor, mutation, key };
}

/** A hash of the input that does not depend on the order of its fields. */
export function hashOf(command: Pick<Command, 'input'>): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(command.input)))
    .digest('hex');
}

/** What the first use of the key recorded. Throws IDEMPOTENCY_KEY_REUSED if that had a different input. */
export async function recordedOutcome(
  tx: Transaction,
  key: CommandKey,
  command: Pick<Command, 'input'>,
): Promise<unknown> {
  const recorded = await lockCommand(tx, key);
  if (!recorded || recorded.inputHash !== hashOf(command)) {
    throw new Fault(
      'IDEMPOTENCY_KEY_REUSED',
      'This idempotency key was used with another input; make a new one.',
      at('idempotencyKey'),
    );
  }
  return recorded.outcome;
}

/**
 * Runs `first`, or returns what its first run recorded. Throws IDEMPOTENCY_KEY_REUSED if that had a different input.
 */
export async function runOnce<T extends object>(
  tx: Transaction,
  { viewer, command }: { viewer: Viewer; command: Pick<Command, 'mutation' | 'input' | 'idempotencyKey'> },
  first: () => Promise<T>,
): Promise<T & { readonly isReplay: boolean }> {
  const key = commandKey(viewer, command);
  if (key && !(await reserveCommand(tx, key, hashOf(command))))
    return { ...((await recordedOutcome(tx, key, command)) as T), isReplay: true };
  const done = await first();
  if (key) await recordOutcome(tx, key, done);
  return { ...done, isReplay: false };
}

/**
 * The answer to the first use of the key. Throws IDEMPOTENCY_KEY_REUSED if that had a different input, and NOT_FOUND if
 * the course has been deleted since.
 */
export async function replay(tx: Transaction, key: CommandKey, command: Command): Promise<Outcome> {
  const outcome = (await recordedOutcome(tx, key, command)) as RecordedOutcome;
  const loaded = outcome.courseKey === null ? null : await loadCourse(tx, { course: outcome.courseKey });
  if (outcome.courseKey !== null && !loaded) {
    const message = `This was done before, and the course ${outcome.courseKey} has since been deleted.`;
    throw new Fault('NOT_FOUND', message, at('idempotencyKey'));
  }
  const provisioning = await findProvisioningsByIds(tx, outcome.provisioning);
  const { courseRunKey, isIdle, violations, notices = [], plan } = outcome;
  return {
    state: loaded?.state ?? null,
    courseRunKey,
    isIdle,
    violations,
    notices,
    plan,
    provisioning,
    isReplay: true,
  };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([name, field]) => [name, sorted(field)]));
}
