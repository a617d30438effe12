// The form around the fields of any command: what it would do, what is wrong, why it is done, and the button.
import { Badge, Card, Form, StatefulButton } from '@openedx/paragon';
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
  /** For those who may override a rule. */
  override?: { isChecked: boolean; onChange: (isChecked: boolean) => void };
  children: ReactNode;
}

export function CommandForm(props: CommandFormProps) {
  const { command, of, saveLabel, reason, onReason, override, children } = props;
  const { problems, isRefused, isStale, isSaving, isBegun, save } = command;
  const isReasonMissing = reason.trim() === '' && (of !== undefined || override?.isChecked === true);
  const whyOff = !isBegun
    ? 'Nothing is filled in yet, so there is nothing to save.'
    : isReasonMissing
      ? 'Say why before you save: it stays on record.'
      : '';
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
          {override && (
            <Form.Checkbox
              checked={override.isChecked}
              onChange={() => override.onChange(!override.isChecked)}
              description="For a coordinator, with the reason above. Rules that cannot be waived still hold."
            >
              Override the rules that may be waived
            </Form.Checkbox>
          )}
        </div>
        <div className="plan">
          <Plan {...command} />
          <StatefulButton
            type="submit"
            state={isSaving ? 'pending' : 'default'}
            labels={{ default: saveLabel, pending: 'Saving…' }}
            disabled={whyOff !== ''}
            aria-describedby="why-off"
          />
          <p id="why-off" className="small mt-2">
            {whyOff}
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
  const [wrong, elsewhere] = [problems.length, problems.filter(({ field }) => field === '')];
  if (wrong > 0) {
    const where = elsewhere.map(({ message }) => message).join(' ') || 'see the fields that are marked.';
    return `It would be refused for ${wrong} ${wrong === 1 ? 'reason' : 'reasons'}: ${where}`;
  }
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
