// The form around the fields of any command: what it would do, what is wrong, why it is done, and the button.
import type { ReactNode } from 'react';
import type { CommandProps } from './change-course';
import { TextField } from './fields';
import type { PlanFieldsFragment, StepAction } from './generated/graphql';
import { ProblemsProvider, RefusedSave } from './problems';
import { Stale } from './stale';
import type { CommandState } from './use-command';

interface CommandFormProps {
  command: CommandState;
  /** The course that it changes, if it is there already. */
  of?: CommandProps;
  saveLabel: string;
  reason: string;
  onReason: (reason: string) => void;
  children: ReactNode;
}

export function CommandForm({ command, of, saveLabel, reason, onReason, children }: CommandFormProps) {
  const { problems, isRefused, isStale, isSaving, isBegun, save } = command;
  return (
    <ProblemsProvider value={problems}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <div>
          {isStale && of && <Stale {...of} />}
          {isRefused && <RefusedSave problems={problems} />}
          {children}
          <TextField id="reason" label="Why" hint="Stays on record." value={reason} onChange={onReason} />
        </div>
        <div className="plan">
          <Plan {...command} />
          <button disabled={!isBegun}>{isSaving ? 'Saving…' : saveLabel}</button>
        </div>
      </form>
    </ProblemsProvider>
  );
}

const DONE: Record<StepAction, string> = { CREATE: 'created', UPDATE: 'changed', RETIRE: 'retired' };

interface Step {
  action: StepAction;
  what: string;
  courseRunKey?: string;
  price: { amount: string; currency: string } | null;
  isDeferred: boolean;
}

const stepsOf = ({ seats, entitlements, modes }: PlanFieldsFragment): Step[] => [
  ...entitlements.map((step) => ({ ...step, what: `Entitlement ${step.seatType.name}` })),
  ...seats.map((step) => ({ ...step, what: `Seat ${step.seatType.name}` })),
  ...modes.map((step) => ({ ...step, what: `LMS mode ${step.mode.name}` })),
];

function summaryOf({ isBegun, plan, problems }: CommandState, steps: readonly Step[]): string {
  if (!isBegun) return 'Nothing is changed yet.';
  if (problems.length > 0) return `It would be refused: ${problems.map(({ message }) => message).join(' ')}`;
  if (!plan) return 'Looking what it would do…';
  if (steps.length === 0) return 'Nothing would be other in E-Commerce and the LMS.';
  const count = (action: StepAction) => steps.filter((step) => step.action === action).length;
  return `${count('CREATE')} would be created, ${count('UPDATE')} changed, ${count('RETIRE')} retired.`;
}

function Plan(command: CommandState) {
  const steps = command.plan ? stepsOf(command.plan) : [];
  return (
    <section aria-labelledby="plan">
      <h2 id="plan">What saving would do</h2>
      <p role="status">{summaryOf(command, steps)}</p>
      {steps.length > 0 && (
        <div className="wide" tabIndex={0} role="group" aria-labelledby="plan">
          <table>
            <thead>
              <tr>
                {['It is', 'What', 'Where', 'Price', 'When'].map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {steps.map(({ action, what, courseRunKey, price, isDeferred }) => (
                <tr key={`${courseRunKey} ${what}`} className={action}>
                  <td>{DONE[action]}</td>
                  <td>
                    <bdi>{what}</bdi>
                  </td>
                  <td>{courseRunKey ?? 'the course'}</td>
                  <td>{price && `${price.amount} ${price.currency}`}</td>
                  <td>{isDeferred ? 'once reviewed' : 'at once'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
