// What is wrong, beside the field that it is about and in one list: every violation of a rule, or a fault of the request.
import { Alert, Button, Form } from '@openedx/paragon';
import { createContext, useContext, useEffect, useRef } from 'react';
import { Fault } from './ask';
import type { ViolationFieldsFragment } from './generated/graphql';

export interface Problem {
  /** Id of the field on the page. */
  readonly field: string;
  readonly message: string;
}

const Problems = createContext<readonly Problem[]>([]);
export const ProblemsProvider = Problems.Provider;

/**
 * The field that a path in the input is about. A price is a field of its seat type, wherever it stands in its list; one that is
 * missing for a run can be given for the course.
 */
function fieldOf(
  path: readonly string[],
  input: unknown,
  { code, seatType }: { code?: string; seatType?: string | null },
) {
  if (code === 'PRICE_REQUIRED') return path.includes('status') ? path.join('.') : `prices.${seatType}`;
  const end = path.indexOf('prices') + 1;
  if (end === 0) return path.join('.');
  const given = path.slice(0, end + 1).reduce<any>((value, name) => value?.[name], input);
  return [...path.slice(0, end), ...[seatType ?? given?.seatType ?? []].flat()].join('.');
}

export function problemsOf(
  violations: readonly ViolationFieldsFragment[],
  error: Error | null,
  input: unknown,
): Problem[] {
  const refused = violations.map((one) => ({ field: fieldOf(one.path, input, one), message: one.message }));
  if (!error) return refused;
  const mistakes = error instanceof Fault ? error.mistakes : [{ message: error.message, extensions: {} }];
  const others = mistakes.map(({ message, extensions: { path = [] } = {} }) => ({
    field: fieldOf(path, input, {}),
    message,
  }));
  return [...refused, ...others];
}

/** The messages for that field. */
export const useProblemsOf = (field: string): readonly Problem[] =>
  useContext(Problems).filter((problem) => problem.field === field);

export function ProblemsOf({ field }: { field: string }) {
  const problems = useProblemsOf(field);
  return (
    <ul id={`${field}-problems`} className="list-unstyled mb-0">
      {problems.map(({ message }, index) => (
        <li key={index}>
          <Form.Control.Feedback type="invalid">{message}</Form.Control.Feedback>
        </li>
      ))}
    </ul>
  );
}

/** All of them, each leading to its field; takes the focus when it comes to be. */
export function RefusedSave({ problems }: { problems: readonly Problem[] }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <Alert variant="danger">
      <h2 ref={heading} tabIndex={-1} className="h4">
        Nothing was saved
      </h2>
      <ul className="mb-0">
        {problems.map(({ field, message }, index) => (
          <li key={index}>
            <Button variant="link" size="inline" onClick={() => document.getElementById(field)?.focus()}>
              {message}
            </Button>
          </li>
        ))}
      </ul>
    </Alert>
  );
}

export function Trouble({ error }: { error: Error }) {
  return <Alert variant="danger">{error.message}</Alert>;
}
