// What is filled in: text, a type with what is refused and why, and prices where something is sold.
import type { ReactNode } from 'react';
import type { ViolationFieldsFragment } from './generated/graphql';
import { ProblemsOf } from './problems';

interface TextFieldProps {
  /** Also the path of the field in the input, with which its problems are found. */
  id: string;
  label: ReactNode;
  value: string;
  onChange: (value: string) => void;
  hint?: string;
  list?: readonly string[];
  inputMode?: 'decimal';
}

export function TextField({ id, label, value, onChange, hint, list, inputMode }: TextFieldProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && <small id={`${id}-hint`}>{hint}</small>}
      <input
        id={id}
        value={value}
        dir="auto"
        autoComplete="off"
        inputMode={inputMode}
        list={list && `${id}-list`}
        aria-describedby={`${id}-hint ${id}-problems`}
        onChange={(event) => onChange(event.target.value)}
      />
      {list && (
        <datalist id={`${id}-list`}>
          {list.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
      <ProblemsOf field={id} />
    </div>
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

export function TypeField({ id, label, options, value, onChange }: TypeFieldProps) {
  return (
    <fieldset id={id} tabIndex={-1}>
      <legend>{label}</legend>
      {options.map(({ type, isCurrent, isAllowed, violations }) => (
        <div key={type.slug} className={isAllowed ? 'option' : 'option refused'}>
          <label>
            <input
              type="radio"
              name={id}
              checked={type.slug === value}
              disabled={!isAllowed && type.slug !== value}
              aria-describedby={`${id}-${type.slug}`}
              onChange={() => onChange(type.slug)}
            />
            <bdi>{type.name}</bdi>
            {isCurrent && ' (now)'}
          </label>
          <ul id={`${id}-${type.slug}`}>
            {violations.map(({ message, courseRunKey }, index) => (
              <li key={index}>
                {message} {courseRunKey && `(${courseRunKey})`}
              </li>
            ))}
          </ul>
        </div>
      ))}
      <ProblemsOf field={id} />
    </fieldset>
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
      <legend>{legend}</legend>
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
