// A command on its way: what it would do while it is written, and saving it once, however often that is asked for.
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { ask, Fault, isUnanswered } from './ask';
import type { PlanFieldsFragment, TypedDocumentString, ViolationFieldsFragment } from './generated/graphql';
import { problemsOf } from './problems';
import type { Problem } from './problems';

interface Answer {
  outcome: {
    violations: ViolationFieldsFragment[];
    plan?: PlanFieldsFragment;
    course?: { version: number } | null;
  } | null;
}

interface Command<Input> {
  /** As it would be saved now. */
  input: Input;
  /** Whether there is anything to be previewed yet. */
  isBegun: boolean;
  previewBy: TypedDocumentString<Answer, { input: Input }>;
  saveBy: TypedDocumentString<Answer, { input: Input }>;
  onSaved: (version: number) => void;
}

export interface CommandState {
  plan: PlanFieldsFragment | undefined;
  isBegun: boolean;
  /** Of what is written now; of the last save where it is still the same. */
  problems: readonly Problem[];
  isRefused: boolean;
  isStale: boolean;
  isSaving: boolean;
  save: () => void;
}

const isStale = (error: Error | null): boolean => error instanceof Fault && error.code === 'STALE_VERSION';

export function useCommand<Input extends { reason?: string | null; override?: boolean | null }>(
  command: Command<Input>,
): CommandState {
  const { input, isBegun, previewBy, saveBy, onSaved } = command;
  const text = JSON.stringify(input);
  const [refusals, setRefusals] = useState(0);
  // One for what is saved: with the same one the API does it once, and answers each time. A refusal was the answer to one, too.
  const idempotencyKey = useMemo(() => crypto.randomUUID(), [text, refusals]);
  const settled = useSettled(text);
  const preview = useQuery({
    queryKey: ['preview', settled],
    // A preview wants a reason too, though nothing comes to be on record.
    queryFn: () => {
      const written = JSON.parse(settled) as Input;
      return ask(previewBy, { input: { ...written, reason: written.reason || 'Not given yet.' } });
    },
    enabled: isBegun,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const save = useMutation({
    mutationFn: (_text: string) => ask(saveBy, { input: { ...input, idempotencyKey } }),
    retry: isUnanswered,
    onSuccess: ({ outcome }) =>
      outcome?.course ? onSaved(outcome.course.version) : setRefusals((count) => count + 1),
  });
  const isOfThis = save.variables === text && !save.isPending;
  const refused = isOfThis ? (save.data?.outcome?.violations ?? []) : [];
  const isRefused = isOfThis && (refused.length > 0 || save.error !== null);
  const violations = isRefused ? refused : (isBegun && preview.data?.outcome?.violations) || [];
  const error = isRefused ? save.error : isBegun ? preview.error : null;
  return {
    plan: isBegun && !preview.error ? preview.data?.outcome?.plan : undefined,
    isBegun,
    problems: isStale(error) ? [] : problemsOf(violations, error, isRefused ? input : JSON.parse(settled)),
    isRefused: isRefused && !isStale(error),
    isStale: isStale(error),
    isSaving: save.isPending,
    save: () => save.mutate(text),
  };
}

/** Returns the value once it has not changed for a quarter of a second. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), 250);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
