// Creates example courses in an empty database, through the public mutations.
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

type Ask = (query: string, variables: object) => Promise<unknown>;

const nextYear = new Date().getUTCFullYear() + 1;
const dates = { start: `${nextYear}-02-01T00:00:00Z`, end: `${nextYear}-06-30T00:00:00Z` };

/** Key, title, course type, verified or professional price, and run types with the status they are moved to. */
const COURSES = [
  {
    key: 'DemoX+CS101',
    title: 'Introduction to Computing',
    type: 'verified-audit',
    prices: [{ seatType: 'verified', amount: '149.00' }],
    runs: [
      { run: '1T', type: 'verified-audit', status: 'PUBLISHED' },
      { run: '2T', type: 'audit', status: 'UNPUBLISHED' },
    ],
  },
  {
    key: 'DemoX+DS600',
    title: 'Foundations of Data Science',
    type: 'masters',
    prices: [],
    runs: [{ run: '1T', type: 'masters', status: 'PUBLISHED' }],
  },
  {
    key: 'DemoX+LAW200',
    title: 'Contract Law in Practice',
    type: 'professional',
    prices: [{ seatType: 'professional', amount: '499.00' }],
    runs: [{ run: '1T', type: 'professional', status: 'LEGAL_REVIEW' }],
  },
  {
    key: 'DemoX+ART1',
    title: 'Looking at Pictures',
    type: 'audit',
    prices: [],
    runs: [{ run: '1T', type: 'audit', status: 'REVIEWED' }],
  },
];
const REVIEW = ['UNPUBLISHED', 'LEGAL_REVIEW', 'INTERNAL_REVIEW', 'REVIEWED', 'PUBLISHED'];

const counted = z.object({ courses: z.object({ totalCount: z.number() }) });
const answered = z.object({ data: z.unknown().optional(), errors: z.unknown().optional() });
const created = z.object({
  createCourse: z.object({
    course: z.object({ version: z.number() }).nullable(),
    violations: z.array(z.unknown()),
  }),
});

/** Creates the example courses in the subgraph at that URL, unless it already has courses. */
export async function makeExampleCourses(url: string): Promise<void> {
  const ask: Ask = (query, variables) => post(url, query, variables);
  const { courses } = counted.parse(await ask('{ courses(first: 1) { totalCount } }', {}));
  if (courses.totalCount > 0) return;
  await Promise.all(COURSES.map((course) => makeCourse(ask, course)));
}

async function makeCourse(ask: Ask, { runs, ...course }: (typeof COURSES)[number]): Promise<void> {
  const keyOf = (run: string) => `course-v1:${course.key}+${run}${nextYear}`;
  const input = { ...course, runs: runs.map(({ run, type }) => ({ key: keyOf(run), type, ...dates })) };
  const answer = created.parse(
    await ask(
      `mutation CreateExample($input: CreateCourseInput!) {
         createCourse(input: $input) { course { version } violations { message } } }`,
      { input: { ...input, reason: 'An example to look at.' } },
    ),
  );
  let version = answer.createCourse.course?.version;
  if (version === undefined) throw new Error(`An example course was refused: ${JSON.stringify(answer)}`);
  for (const { run, status } of runs) {
    for (const next of REVIEW.slice(1, REVIEW.indexOf(status) + 1)) {
      await ask(
        `mutation ReviewExample($input: SetCourseRunStatusInput!) {
           setCourseRunStatus(input: $input) { violations { message } } }`,
        {
          input: {
            key: keyOf(run),
            expectedVersion: version,
            status: next,
            reason: 'An example to look at.',
          },
        },
      );
      version += 1;
    }
  }
}

const TRIES = 10;

/** A machine that starts slowly is busy for a moment, and says when to retry. */
async function post(url: string, query: string, variables: object): Promise<unknown> {
  for (let tries = 1; ; tries += 1) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = answered.parse(await response.json());
    if (!errors) return data;
    if (response.status !== 503 || tries === TRIES)
      throw new Error(`The example courses could not be made: ${JSON.stringify(errors)}`);
    await sleep(1_000 * Number(response.headers.get('retry-after') ?? 1));
  }
}
