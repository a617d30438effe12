// What is filled in, made of Paragon's form controls: text, a type with what is refused and why, and prices.
import { Collapsible, Form } from '@openedx/paragon';
import type { ChangeEvent, ReactNode } from 'react';
import type { ViolationFieldsFragment } from './generated/graphql';
import { ProblemsOf, useProblemsOf } from './problems';

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

interface SelectFieldProps {
  id: string;
  label: ReactNode;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}

/** One of a list. The first entry says that nothing is chosen. */
export function SelectField({ id, label, value, options, onChange }: SelectFieldProps) {
  const isInvalid = useProblemsOf(id).length > 0;
  return (
    <Form.Group controlId={id} isInvalid={isInvalid}>
      <Form.Label>{label}</Form.Label>
      <Form.Control
        as="select"
        value={value}
        onChange={(event: ChangeEvent<HTMLSelectElement>) => onChange(event.target.value)}
      >
        <option value="">Choose…</option>
        {options.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </Form.Control>
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
      {open.map(({ type, isCurrent }) => (
        <div key={type.slug} className="mb-1">
          <Form.Radio
            name={id}
            value={type.slug}
            checked={type.slug === value}
            onChange={() => onChange(type.slug)}
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
  if (seatTypes.length === 0) return null;
  return (
    <fieldset id={id} tabIndex={-1}>
      <legend className="h4">{legend}</legend>
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
