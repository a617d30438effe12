// One course: its title, type, the types of its runs and prices; or a run to be added.
import { Button, ButtonGroup } from '@openedx/paragon';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { AddRun } from './add-run';
import { Arrival } from './arrival';
import { ask } from './ask';
import { CommandForm } from './command-form';
import { ChangeCourse, CourseToChange, PreviewChangeCourse, RunOptions } from './documents';
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
import type { ChangeCourseInput, CourseToChangeQuery, PriceFieldsFragment } from './generated/graphql';
import { Trouble } from './problems';
import { RunStatuses } from './run-status';
import { useSurroundings } from './surroundings';
import { useCommand } from './use-command';

export type Course = NonNullable<CourseToChangeQuery['course']>;
export interface CommandProps {
  course: Course;
  onSaved: (version: number) => void;
  onGoOn: () => void;
}

export const pricesOf = (prices: readonly PriceFieldsFragment[]): Record<string, string> =>
  Object.fromEntries(prices.map(({ seatType, price }) => [seatType.slug, price.amount]));

/** Those that are other than what the course has. */
export const changedPrices = (course: Course, typed: Readonly<Record<string, string>>) => {
  const known = pricesOf(course.prices);
  return priceInputs(typed).filter(({ seatType, amount }) => amount !== known[seatType]);
};

/** Not Empty, and of the retired ones only what the course has. */
export const choosable = (course: Course) =>
  course.typeOptions.filter(({ type, isCurrent }) => isCurrent || !(type.isEmpty || type.isRetired));

export function ChangeCourseForm({ courseKey }: { courseKey: string }) {
  const client = useQueryClient();
  const [isAdding, setAdding] = useState(false);
  const [saved, setSaved] = useState<number>();
  const { data, error } = useQuery({
    queryKey: ['course', courseKey],
    queryFn: () => ask(CourseToChange, { key: courseKey }),
    // It stays what the change was begun with, until one goes on with a newer version.
    staleTime: Infinity,
  });
  const course = data?.course;
  if (error) return <Trouble error={error} />;
  if (!course) return <p role="status">{data ? `There is no course ${courseKey} for you.` : 'Loading…'}</p>;
  const onGoOn = () => client.invalidateQueries({ queryKey: ['course', courseKey] });
  const props: CommandProps = {
    course,
    onGoOn: () => void onGoOn(),
    onSaved: (version) => {
      setSaved(version);
      void onGoOn().then(() => setAdding(false));
    },
  };
  return (
    <>
      <h1 className="h2">
        <bdi>{course.title}</bdi>{' '}
        <small>
          {course.key}, version {course.version}
        </small>
      </h1>
      <p role="status">{saved && `Saved as version ${saved}.`}</p>
      <ButtonGroup aria-label="What to do" className="mb-3">
        <Button
          variant={isAdding ? 'outline-primary' : 'primary'}
          aria-pressed={!isAdding}
          onClick={() => setAdding(false)}
        >
          Change the course
        </Button>
        <Button
          variant={isAdding ? 'primary' : 'outline-primary'}
          aria-pressed={isAdding}
          onClick={() => setAdding(true)}
        >
          Add a run
        </Button>
      </ButtonGroup>
      {isAdding ? <AddRun key={saved} {...props} /> : <Change key={saved} {...props} />}
      <RunStatuses key={`review ${course.version}`} {...props} />
      <Arrival courseKey={courseKey} />
    </>
  );
}

interface RunDraft extends RunDetails {
  type?: string;
  prices?: Record<string, string>;
}
/** Only what was typed: it holds for whatever version the course has by then. */
interface Draft {
  title?: string;
  type?: string;
  prices: Record<string, string>;
  runs: Record<string, RunDraft>;
  reason: string;
  override: boolean;
}

const other = <T,>(typed: T | undefined, known: T): T | undefined => (typed === known ? undefined : typed);

/** Names all runs, so that a mistake in one is reported at its own field. */
function inputOf(course: Course, draft: Draft): ChangeCourseInput {
  const prices = changedPrices(course, draft.prices);
  return {
    key: course.key,
    expectedVersion: course.version,
    title: other(draft.title, course.title),
    type: other(draft.type, course.type.slug),
    prices: prices.length > 0 ? prices : undefined,
    runs: course.courseRuns.map(({ key, type, prices: own }) => {
      const typed = draft.runs[key];
      const all = typed?.prices && priceInputs({ ...pricesOf(own), ...typed.prices });
      return { key, type: other(typed?.type, type.slug), prices: all, ...detailInputs(typed ?? {}) };
    }),
    reason: draft.reason,
    override: draft.override,
  };
}

/** What the run has, as the fields show it. */
function detailsOf({ start, end, seats }: Course['courseRuns'][number]): RunDetails {
  const credit = seats.find(
    ({ creditProvider, creditHours }) => creditProvider !== null || creditHours !== null,
  );
  return {
    start: start?.slice(0, 16),
    end: end?.slice(0, 16),
    creditProvider: credit?.creditProvider ?? undefined,
    creditHours: credit?.creditHours?.toString(),
  };
}

function Change(props: CommandProps) {
  const { course, onSaved } = props;
  const [draft, setDraft] = useState<Draft>({ prices: {}, runs: {}, reason: '', override: false });
  const { may } = useSurroundings();
  const typed = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const typedRun = (key: string, part: RunDraft) =>
    typed({ runs: { ...draft.runs, [key]: { ...draft.runs[key], ...part } } });
  const slug = draft.type ?? course.type.slug;
  const options = useQuery({
    queryKey: ['course', course.key, 'options', slug],
    queryFn: () => ask(RunOptions, { key: course.key, courseType: slug }),
  });
  const input = inputOf(course, draft);
  const { title, type, prices, runs = [] } = input;
  const isBegun = [
    title,
    type,
    prices,
    ...(runs ?? []).flatMap(({ key: _, ...run }) => Object.values(run)),
  ].some((value) => value !== undefined);
  const by = { previewBy: PreviewChangeCourse, saveBy: ChangeCourse };
  const command = useCommand({ input, isBegun, onSaved, ...by });
  const chosen = course.courseRuns.map((run) => {
    const offered = options.data?.course?.courseRuns.find(({ key }) => key === run.key)?.typeOptions ?? [];
    const runType = draft.runs[run.key]?.type ?? run.type.slug;
    return { run, offered, type: offered.find((one) => one.type.slug === runType)?.type ?? run.type };
  });
  const courseType = course.typeOptions.find((option) => option.type.slug === slug)?.type;
  return (
    <CommandForm
      {...{ command, of: props, reason: draft.reason, saveLabel: 'Save the change' }}
      onReason={(reason) => typed({ reason })}
      override={
        may('OVERRIDE', course.organization)
          ? { isChecked: draft.override, onChange: (override) => typed({ override }) }
          : undefined
      }
    >
      <TextField
        {...{ id: 'title', label: 'Title', value: draft.title ?? course.title }}
        onChange={(value) => typed({ title: value })}
      />
      <TypeField
        {...{ id: 'type', label: 'Course type', options: choosable(course), value: slug }}
        onChange={(value) => typed({ type: value })}
      />
      {chosen.map(({ run, offered, type: runType }, index) => (
        <div key={run.key}>
          <TypeField
            id={`runs.${index}.type`}
            label={`Type of ${run.key}`}
            options={offered}
            value={runType.slug}
            onChange={(value) => typedRun(run.key, { type: value })}
          />
          <DetailFields
            {...{ id: `runs.${index}`, of: run.key, runType }}
            values={{ ...detailsOf(run), ...draft.runs[run.key] }}
            onChange={(part) => typedRun(run.key, part)}
          />
          <PriceFields
            id={`runs.${index}.prices`}
            legend={`Prices of ${run.key} alone; left empty: the course's`}
            seatTypes={runType.pricedSeatTypes}
            values={{ ...pricesOf(run.prices), ...draft.runs[run.key]?.prices }}
            onChange={(seatType, amount) =>
              typedRun(run.key, { prices: { ...draft.runs[run.key]?.prices, [seatType]: amount } })
            }
          />
        </div>
      ))}
      <PriceFields
        {...{ id: 'prices', legend: 'Prices' }}
        seatTypes={pricedSeatTypes(
          courseType,
          chosen.map((one) => one.type),
        )}
        values={{ ...pricesOf(course.prices), ...draft.prices }}
        onChange={(seatType, amount) => typed({ prices: { ...draft.prices, [seatType]: amount } })}
      />
    </CommandForm>
  );
}
