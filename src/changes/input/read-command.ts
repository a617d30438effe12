// What all commands read alike from their inputs.
import type { Command } from '../apply/command';
import { readText } from './read';

/** The parts of a command that do not depend on what it changes. */
export function commandOf(
  mutation: string,
  input: { readonly override?: boolean | null; readonly idempotencyKey?: string | null },
  reason: string | null,
): Pick<Command, 'mutation' | 'input' | 'reason' | 'isOverride' | 'idempotencyKey'> {
  const { idempotencyKey, ...rest } = input;
  return {
    mutation,
    input: rest,
    reason,
    isOverride: input.override === true,
    idempotencyKey: idempotencyKey == null ? null : readText(idempotencyKey, 'idempotencyKey'),
  };
}
