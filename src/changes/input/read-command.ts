// Reads what all commands share.
import type { Command } from '../apply/command';
import { badInput, Fault, readAll, readEach } from '../../model/faults';
import { readReason, readText } from './read';

/** What the inputs of most commands have. */
export interface CommandInput {
  /** Left out: the command does not depend on a version. */
  readonly expectedVersion?: number;
  readonly reason?: string | null;
  readonly override?: boolean | null;
  readonly idempotencyKey?: string | null;
}
type Head = Pick<Command, 'mutation' | 'input' | 'reason' | 'isOverride' | 'idempotencyKey'>;
type CourseHead = Head & Pick<Command, 'mistakes' | 'isCreation' | 'expectedVersion'>;

/** The parts of a command that do not depend on what it changes. Throws BAD_USER_INPUT. */
export function commandOf(mutation: string, input: CommandInput): Head {
  const { idempotencyKey, ...rest } = input;
  const isOverride = input.override === true;
  const read = readAll({
    reason: () => {
      const reason = readReason(input.reason);
      if (isOverride && reason === null) throw badInput('reason', 'A reason is required to override a rule.');
      return reason;
    },
    idempotencyKey: () => (idempotencyKey == null ? null : readText(idempotencyKey, 'idempotencyKey')),
  });
  return { mutation, input: rest, isOverride, ...read };
}

/**
 * As above, for a command that creates no course, and reads what else can be read before the course is loaded. Errors are
 * not thrown but kept, so that they are reported with those that need the course.
 */
export function courseCommandOf(
  mutation: string,
  input: CommandInput,
  ...reads: readonly (() => unknown)[]
): CourseHead {
  const rest = { isCreation: false, expectedVersion: input.expectedVersion ?? null };
  try {
    const head = readAll({ rest: () => readEach(reads), head: () => commandOf(mutation, input) }).head;
    return { ...head, ...rest, mistakes: null };
  } catch (mistakes) {
    if (!(mistakes instanceof Fault)) throw mistakes;
    const nothing = { input: {}, reason: null, idempotencyKey: null };
    return { mutation, ...nothing, ...rest, isOverride: input.override === true, mistakes };
  }
}
