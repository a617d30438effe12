// The way of the runs through review: what comes next for each, and why a button is off.
import { Button } from '@openedx/paragon';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from './ask';
import type { CommandProps, Course } from './change-course';
import { SetStatus } from './documents';
import { TextField } from './fields';
import type { CourseRunStatus } from './generated/graphql';
import { Trouble } from './problems';
import { useSurroundings } from './surroundings';

type Run = Course['courseRuns'][number];
type StatusOption = Run['statusOptions'][number];

/** A status in words, such as "legal review". */
export const wordsFor = (status: CourseRunStatus): string => status.toLowerCase().replaceAll('_', ' ');

export function RunStatuses({ course, onSaved }: CommandProps) {
  const [reason, setReason] = useState('');
  const { may } = useSurroundings();
  const save = useMutation({
    mutationFn: ({ key, status, override }: { key: string; status: CourseRunStatus; override: boolean }) => {
      const why = reason === '' ? {} : { reason };
      return ask(SetStatus, { input: { key, status, override, expectedVersion: course.version, ...why } });
    },
    onSuccess: ({ outcome }) => outcome?.course && onSaved(outcome.course.version),
  });
  const violations = save.data?.outcome?.violations ?? [];
  const whyOff = ({ permission, isAllowed, violations: refused }: StatusOption): string | null => {
    if (!may(permission, course.organization)) return `It needs the permission ${permission}.`;
    if (isAllowed) return null;
    const isWaivable = refused.every((one) => one.isWaivable) && may('OVERRIDE', course.organization);
    if (isWaivable && reason !== '') return null;
    const cure = isWaivable ? ' Say why below to override this.' : '';
    return `${refused.map(({ message }) => message).join(' ')}${cure}`;
  };
  return (
    <section aria-labelledby="review">
      <h2 id="review" className="h3 mt-4">
        Review
      </h2>
      {save.error && <Trouble error={save.error} />}
      {violations.length > 0 && (
        <Trouble error={new Error(violations.map(({ message }) => message).join(' '))} />
      )}
      <ul className="list-unstyled">
        {course.courseRuns.map(({ key, status, statusOptions }, index) => (
          <li key={key} className="mb-3">
            {key} is <strong>{wordsFor(status)}</strong>.{' '}
            {statusOptions.map((option) => {
              const off = whyOff(option);
              const id = `why-${index}-${option.status}`;
              return (
                <span key={option.status} className="d-inline-block mr-2 my-1">
                  <Button
                    size="sm"
                    variant="outline-primary"
                    disabled={off !== null || save.isPending}
                    aria-describedby={off ? id : undefined}
                    onClick={() => save.mutate({ key, status: option.status, override: !option.isAllowed })}
                  >
                    Move to {wordsFor(option.status)}
                  </Button>
                  {off && (
                    <span id={id} className="small ml-2">
                      {off}
                    </span>
                  )}
                </span>
              );
            })}
          </li>
        ))}
      </ul>
      <TextField
        id="status-reason"
        label="Reason for the move"
        hint="Stays on record."
        value={reason}
        onChange={setReason}
      />
    </section>
  );
}
