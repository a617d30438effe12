// A run to be added, and what changes with it: the Masters, Verified and Audit run of a Masters-only course is one step.
import { useState } from 'react';
import { changedPrices, choosable, pricesOf } from './change-course';
import type { CommandProps } from './change-course';
import { CommandForm } from './command-form';
import { AddCourseRun, PreviewAddCourseRun } from './documents';
import { DetailFields, detailInputs, PriceFields, pricedSeatTypes, TextField, TypeField } from './fields';
import type { RunDetails } from './fields';
import type { CourseTypeFieldsFragment } from './generated/graphql';
import { useCommand } from './use-command';

/** Those that a new run may have. */
export const runTypesOf = (courseType: CourseTypeFieldsFragment | undefined) =>
  (courseType?.courseRunTypes ?? [])
    .filter((type) => !type.isRetired)
    .map((type) => ({ type, isAllowed: true, violations: [] }));

interface Draft {
  courseType?: string;
  run: string;
  type?: string;
  prices: Record<string, string>;
  details: RunDetails;
  reason: string;
}

export function AddRun(props: CommandProps) {
  const { course, onSaved } = props;
  const [draft, setDraft] = useState<Draft>({ run: '', prices: {}, details: {}, reason: '' });
  const typed = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const slug = draft.courseType ?? course.type.slug;
  const courseType = course.typeOptions.find((option) => option.type.slug === slug)?.type;
  const options = runTypesOf(courseType);
  const runType = options.find(({ type }) => type.slug === draft.type)?.type ?? options[0]?.type;
  const command = useCommand({
    input: {
      courseKey: course.key,
      expectedVersion: course.version,
      courseType: slug === course.type.slug ? undefined : slug,
      run: {
        key: `course-v1:${course.key}+${draft.run}`,
        type: runType?.slug,
        ...detailInputs(draft.details),
      },
      prices: changedPrices(course, draft.prices),
      reason: draft.reason,
    },
    isBegun: draft.run !== '',
    previewBy: PreviewAddCourseRun,
    saveBy: AddCourseRun,
    onSaved,
  });
  const runTypes = [...course.courseRuns.map((run) => run.type), runType];
  return (
    <CommandForm
      {...{ command, of: props, reason: draft.reason, saveLabel: 'Add the run' }}
      onReason={(reason) => typed({ reason })}
    >
      <TextField
        {...{
          id: 'run.key',
          label: 'Run',
          hint: `The last part of course-v1:${course.key}+…, such as 1T2027`,
        }}
        value={draft.run}
        onChange={(run) => typed({ run })}
      />
      <TypeField
        {...{ id: 'courseType', label: 'Course type', options: choosable(course), value: slug }}
        onChange={(value) => typed({ courseType: value })}
      />
      <TypeField
        {...{ id: 'run.type', label: 'Type of the new run', options, value: runType?.slug }}
        onChange={(type) => typed({ type })}
      />
      <DetailFields
        {...{ id: 'run', of: 'the new run', values: draft.details, runType }}
        onChange={(part) => typed({ details: { ...draft.details, ...part } })}
      />
      <PriceFields
        {...{ id: 'prices', legend: 'Prices', seatTypes: pricedSeatTypes(courseType, runTypes) }}
        values={{ ...pricesOf(course.prices), ...draft.prices }}
        onChange={(seatType, amount) => typed({ prices: { ...draft.prices, [seatType]: amount } })}
      />
    </CommandForm>
  );
}
