// A new course with its first run, if that is known: organization, type, run type, and the prices that these need.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { runTypesOf } from './add-run';
import { ask } from './ask';
import { CommandForm } from './command-form';
import { CreateCourse, PreviewCreateCourse, TypesFor } from './documents';
import {
  DetailFields,
  detailInputs,
  priceInputs,
  PriceFields,
  pricedSeatTypes,
  TextField,
  TypeField,
} from './fields';
import type { RunDetails } from './fields';
import { useSurroundings } from './surroundings';
import { useCommand } from './use-command';

const EMPTY = { organization: '', number: '', title: '', type: '', run: '', runType: '', reason: '' };

export function NewCourseForm() {
  const [draft, setDraft] = useState(EMPTY);
  const [prices, setPrices] = useState<Record<string, string>>({});
  const typed = (part: Partial<typeof EMPTY>) => setDraft({ ...draft, ...part });
  const { organization, number, title, type, run, reason } = draft;
  const { organizations } = useSurroundings();
  const [details, setDetails] = useState<RunDetails>({});
  const types = useQuery({
    queryKey: ['types', organization],
    queryFn: () => ask(TypesFor, { organization: organization || null }),
    placeholderData: (previous) => previous,
  });
  const courseTypes = types.data?.courseTypes ?? [];
  const courseType = courseTypes.find(({ slug }) => slug === type);
  const options = runTypesOf(courseType);
  const runType = options.find((option) => option.type.slug === draft.runType)?.type ?? options[0]?.type;
  const key = `${organization}+${number}`;
  const needed = pricedSeatTypes(courseType, run ? [runType] : []);
  const command = useCommand({
    input: {
      ...{ key, title, type, reason: reason || undefined },
      prices: priceInputs(prices).filter(({ seatType }) => needed.some(({ slug }) => slug === seatType)),
      runs: run ? [{ key: `course-v1:${key}+${run}`, type: runType?.slug, ...detailInputs(details) }] : [],
    },
    isBegun: [organization, number, title, type].every((value) => value !== ''),
    previewBy: PreviewCreateCourse,
    saveBy: CreateCourse,
    onSaved: () => (window.location.hash = encodeURIComponent(key)),
  });
  return (
    <>
      <h1 className="h2">New course</h1>
      <CommandForm
        {...{ command, reason, saveLabel: 'Create the course' }}
        onReason={(value) => typed({ reason: value })}
      >
        <TextField
          {...{
            id: 'organization',
            label: 'Organization',
            value: organization,
            list: organizations
              .filter(({ permissions }) => permissions.includes('EDIT'))
              .map((one) => one.organization),
          }}
          onChange={(value) => typed({ organization: value })}
        />
        <TextField
          {...{ id: 'key', label: 'Number', hint: 'Such as DS600', value: number }}
          onChange={(value) => typed({ number: value })}
        />
        <TextField
          {...{ id: 'title', label: 'Title', value: title }}
          onChange={(value) => typed({ title: value })}
        />
        <TypeField
          {...{ id: 'type', label: 'Course type', value: type }}
          options={courseTypes.map((one) => ({ type: one, isAllowed: true, violations: [] }))}
          onChange={(value) => typed({ type: value })}
        />
        <TextField
          {...{ id: 'runs.0.key', label: 'First run, if it is known', hint: 'Such as 1T2027', value: run }}
          onChange={(value) => typed({ run: value })}
        />
        {run && courseType && (
          <TypeField
            {...{ id: 'runs.0.type', label: 'Type of the run', options, value: runType?.slug }}
            onChange={(value) => typed({ runType: value })}
          />
        )}
        {run && (
          <DetailFields
            {...{ id: 'runs.0', of: 'the first run', values: details, runType }}
            onChange={(part) => setDetails({ ...details, ...part })}
          />
        )}
        <PriceFields
          {...{ id: 'prices', legend: 'Prices', seatTypes: needed, values: prices }}
          onChange={(seatType, amount) => setPrices({ ...prices, [seatType]: amount })}
        />
      </CommandForm>
    </>
  );
}
