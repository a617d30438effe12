// What is filled in, made of Paragon's form controls: text, a type with what is refused and why, and prices.
import { Collapsible, Form } from '@openedx/paragon';
import type { ChangeEvent, ReactNode } from 'react';
import type { ViolationFieldsFragment } from './generated/graphql';
import { ProblemsOf, useProblemsOf } from './problems';
import { useSurroundings } from './surroundings';

interface TextFieldProps {
  /** Also the path of the field in the input, with which its problems are found. */
  id: string;
  label: ReactNode;
  value: string;
  onChange: (value: string) => void;
  hint?: ReactNode;
  list?: readonly string[];
  inputMode?: 'decimal';
  type?: 'text' | 'date' | 'datetime-local' | 'number';
}

export function TextField({ id, label, value, onChange, hint, list, inputMode, type }: TextFieldProps) {
  const isInvalid = useProblemsOf(id).length > 0;
  return (
    <Form.Group controlId={id} isInvalid={isInvalid}>
      <Form.Label>{label}</Form.Label>
      <Form.Control
        value={value}
        type={type ?? 'text'}
        dir={type ? undefined : 'auto'}
        autoComplete="off"
        inputMode={inputMode}
        list={list && `${id}-list`}
        onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
      />
      {list && (
        <datalist id={`${id}-list`}>
          {list.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
      {hint && <Form.Text>{hint}</Form.Text>}
      <ProblemsOf field={id} />
    </Form.Group>
  );
}

/** A type that may be chosen, or may not because of these. */
export interface Option {
  type: { slug: string; name: string };
  isCurrent?: boolean;
  isAllowed: boolean;
  violations: readonly ViolationFieldsFragment[];
  pricesNeeded?: readonly { name: string }[];
}

interface TypeFieldProps {
  id: string;
  label: ReactNode;
  options: readonly Option[];
  value: string | undefined;
  onChange: (slug: string) => void;
}

/** What may be chosen; what may not is folded, with the reasons. */
export function TypeField({ id, label, options, value, onChange }: TypeFieldProps) {
  const open = options.filter(({ type, isAllowed }) => isAllowed || type.slug === value);
  const refused = options.filter((option) => !open.includes(option));
  return (
    <Form.Group as="fieldset" id={id} tabIndex={-1} isInvalid={useProblemsOf(id).length > 0}>
      <legend className="h4">{label}</legend>
      {open.map(({ type, isCurrent, pricesNeeded = [] }) => (
        <div key={type.slug} className="mb-1">
          <Form.Radio
            name={id}
            value={type.slug}
            checked={type.slug === value}
            onChange={() => onChange(type.slug)}
            description={
              pricesNeeded.length > 0 && `Needs a price: ${pricesNeeded.map(({ name }) => name).join(', ')}`
            }
          >
            <span>
              <bdi>{type.name}</bdi>
              {isCurrent && ' (now)'}
            </span>
          </Form.Radio>
        </div>
      ))}
      {refused.length > 0 && (
        <Collapsible
          styling="basic"
          title={`${refused.length} ${refused.length === 1 ? 'type is' : 'types are'} refused: why?`}
        >
          <ul>
            {refused.map(({ type, violations }) => (
              <li key={type.slug}>
                <bdi>{type.name}</bdi>
                <ul>
                  {violations.map(({ message, courseRunKey }, index) => (
                    <li key={index}>
                      {message} {courseRunKey && `(${courseRunKey})`}
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        </Collapsible>
      )}
      <ProblemsOf field={id} />
    </Form.Group>
  );
}

export type SeatTypes = readonly { slug: string; name: string }[];

interface PriceFieldsProps {
  id: string;
  legend: ReactNode;
  seatTypes: SeatTypes;
  values: Readonly<Record<string, string>>;
  onChange: (seatType: string, amount: string) => void;
}

/** One for each of the seat types; nothing where there is none. */
export function PriceFields({ id, legend, seatTypes, values, onChange }: PriceFieldsProps) {
  const { policy } = useSurroundings();
  if (seatTypes.length === 0) return null;
  return (
    <fieldset id={id} tabIndex={-1}>
      <legend className="h4">{legend}</legend>
      {policy && (
        <p className="small">
          In {policy.currency}, {policy.wholePrices ? 'whole amounts ' : ''}up to {policy.maximumPrice}.
        </p>
      )}
      {seatTypes.map(({ slug, name }) => (
        <TextField
          key={slug}
          id={`${id}.${slug}`}
          label={<bdi>{name}</bdi>}
          value={values[slug] ?? ''}
          inputMode="decimal"
          onChange={(amount) => onChange(slug, amount)}
        />
      ))}
      <ProblemsOf field={id} />
    </fieldset>
  );
}

type Priced = { readonly pricedSeatTypes: SeatTypes };

/** What the API says needs a price, for a course type with runs of these types; each once. */
export function pricedSeatTypes(
  courseType: { readonly entitlementTypes: SeatTypes } | undefined,
  runTypes: readonly (Priced | undefined)[],
): SeatTypes {
  const all = [
    ...(courseType?.entitlementTypes ?? []),
    ...runTypes.flatMap((type) => type?.pricedSeatTypes ?? []),
  ];
  return [...new Map(all.map((seatType) => [seatType.slug, seatType])).values()];
}

/** As an input has them, without those that are left empty. */
export const priceInputs = (prices: Readonly<Record<string, string>>) =>
  Object.entries(prices)
    .filter(([, amount]) => amount.trim() !== '')
    .map(([seatType, amount]) => ({ seatType, amount: amount.trim() }));

/** What a run has beside its type and prices, as it is typed: times as a browser gives them, in UTC. */
export interface RunDetails {
  start?: string;
  end?: string;
  creditProvider?: string;
  creditHours?: string;
}

/** As an input has them: what was not typed is left out, what was emptied is cleared. */
export const detailInputs = ({ start, end, creditProvider, creditHours }: RunDetails) => ({
  start: given(start, (time) => `${time}:00Z`),
  end: given(end, (time) => `${time}:00Z`),
  creditProvider: given(creditProvider, String),
  creditHours: given(creditHours, Number),
});

const given = <T,>(typed: string | undefined, read: (typed: string) => T): T | null | undefined =>
  typed === undefined ? undefined : typed === '' ? null : read(typed);

interface DetailFieldsProps {
  id: string;
  /** Which run, where there are several. */
  of?: string;
  values: RunDetails;
  runType: { readonly trackTypes: readonly { mode: { isCreditEligible: boolean } }[] } | undefined;
  onChange: (part: RunDetails) => void;
}

/** The dates of a run, and its credit where its type has a track for that. */
export function DetailFields({ id, of = 'the run', values, runType, onChange }: DetailFieldsProps) {
  const hasCredit = runType?.trackTypes.some(({ mode }) => mode.isCreditEligible);
  const field = (name: keyof RunDetails, label: string, type?: TextFieldProps['type']) => (
    <TextField
      {...{ id: `${id}.${name}`, label: `${label} of ${of}`, type, value: values[name] ?? '' }}
      onChange={(value) => onChange({ [name]: value })}
    />
  );
  return (
    <>
      {field('start', 'Start (UTC)', 'datetime-local')}
      {field('end', 'End (UTC)', 'datetime-local')}
      {hasCredit && field('creditProvider', 'Credit provider')}
      {hasCredit && field('creditHours', 'Credit hours', 'number')}
    </>
  );
}
