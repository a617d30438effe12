// Repeats of a command: the first answer again, with the course as it is now.
import { createHash } from 'node:crypto';
import { Fault } from '../../model/faults';
import type { ProvisioningPlan } from '../../model/provisioning';
import type { RuleViolation } from '../../model/rule-codes';
import { lockCommand } from '../../store/commands';
import type { CommandKey } from '../../store/commands';
import { loadCourse } from '../../store/courses/course-states';
import type { Transaction } from '../../store/database';
import type { Viewer } from '../../model/viewer';
import { findProvisioningsByIds } from '../../store/provisionings';
import type { Command, Outcome } from './command';

interface RecordedOutcome {
  readonly courseKey: string | null;
  readonly courseRunKey: string | null;
  readonly isIdle: boolean;
  readonly violations: readonly RuleViolation[];
  readonly plan: ProvisioningPlan;
  readonly provisioning: readonly string[];
}

/** The use of an idempotency key that the command is; null if it carries none. */
export function commandKey(
  { username: actor }: Viewer,
  { mutation, idempotencyKey: key }: Pick<Command, 'mutation' | 'idempotencyKey'>,
): CommandKey | null {
  return key === null ? null : { actor, mutation, key };
}

/** One text for one input, whatever the order of its fields. */
export function hashOf(command: Pick<Command, 'input'>): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(command.input)))
    .digest('hex');
}

/** What the first use of the key recorded. Throws IDEMPOTENCY_KEY_REUSED if its input was another. */
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
      {
        field: 'idempotencyKey',
      },
    );
  }
  return recorded.outcome;
}

/** The answer that the first use of the key got. Throws IDEMPOTENCY_KEY_REUSED if its input was another. */
export async function replay(tx: Transaction, key: CommandKey, command: Command): Promise<Outcome> {
  const outcome = (await recordedOutcome(tx, key, command)) as RecordedOutcome;
  const loaded = outcome.courseKey === null ? null : await loadCourse(tx, { course: outcome.courseKey });
  const provisioning = await findProvisioningsByIds(tx, outcome.provisioning);
  return {
    state: loaded?.state ?? null,
    courseRunKey: outcome.courseRunKey,
    isIdle: outcome.isIdle,
    violations: outcome.violations,
    plan: outcome.plan,
    provisioning: provisioning.filter((row) => row !== null),
  };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([name, field]) => [name, sorted(field)]));
}
