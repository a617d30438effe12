// The form around the fields of any command: what it would do, what is wrong, why it is done, and the button.
import { Badge, Card, StatefulButton } from '@openedx/paragon';
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
          <StatefulButton
            type="submit"
            state={isSaving ? 'pending' : 'default'}
            labels={{ default: saveLabel, pending: 'Saving…' }}
            disabled={!isBegun}
            aria-describedby="why-off"
          />
          <p id="why-off" className="small mt-2">
            {!isBegun && 'Nothing is filled in yet, so there is nothing to save.'}
          </p>
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

const VARIANTS: Record<StepAction, string> = { CREATE: 'success', UPDATE: 'primary', RETIRE: 'danger' };

function Plan(command: CommandState) {
  const steps = command.plan ? stepsOf(command.plan) : [];
  return (
    <Card className="mb-3" as="section" aria-labelledby="plan">
      <Card.Header title={<span id="plan">What saving would do</span>} />
      <Card.Section>
        <p role="status">{summaryOf(command, steps)}</p>
        <ul className="list-unstyled mb-0" aria-label="Steps">
          {steps.map(({ action, what, courseRunKey, price, isDeferred }) => (
            <li key={`${courseRunKey} ${what}`} className="mb-2">
              <Badge variant={VARIANTS[action]}>{DONE[action]}</Badge> <bdi>{what}</bdi>
              {price && `, ${price.amount} ${price.currency}`}
              <br />
              <small>
                {courseRunKey ?? 'the course'}, {isDeferred ? 'once reviewed' : 'at once'}
              </small>
            </li>
          ))}
        </ul>
      </Card.Section>
    </Card>
  );
}
