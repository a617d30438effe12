// The built form as Vite serves it, before the whole service, with stand-ins that can be told to fail.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { startStandIns } from '../../../sandbox/stand-ins';
import { createApp } from '../../../src/app';
import { readConfig } from '../../../src/settings/config';
import { ask } from '../../../test/support/stand-ins';

const FORM = 'examples/publisher';

/** Starts all of it on free ports, on that database. */
export async function serveForm(databaseUrl: string) {
  const standIns = await startStandIns({ ecommercePort: 0, lmsPort: 0 });
  const config = readConfig({
    ...{ DATABASE_URL: databaseUrl, PORT: '0', OPS_PORT: '0', LOG_LEVEL: 'silent' },
    ...{ ECOMMERCE_URL: standIns.ecommerce.url, LMS_URL: standIns.lms.url },
  });
  const app = await createApp({ config, clock: () => new Date(), newId: randomUUID, random: Math.random });
  const api = app.graphqlUrl ?? '';
  const vite = spawn(process.execPath, ['node_modules/vite/bin/vite.js', 'preview', '--port', '0'], {
    cwd: FORM,
    env: { ...process.env, TRACK_TYPES_URL: new URL(api).origin, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await addressIn(createInterface(vite.stdout));
  return {
    /** Where the form is. */
    url,
    ecommerce: standIns.ecommerce,
    /** The data of a request to the API itself, as another writer makes it. */
    data: (query: string, variables = {}) => ask(api, query, variables),
    stop: async () => {
      vite.kill();
      await once(vite, 'exit');
      await app.stop();
      await standIns.stop();
    },
  };
}

async function addressIn(lines: AsyncIterable<string>): Promise<string> {
  for await (const line of lines) {
    const address = /Local:\s+(http:\S+)/.exec(line)?.[1];
    if (address) return address;
  }
  throw new Error('Vite did not say where it serves the form: was it built?');
}

export type Served = Awaited<ReturnType<typeof serveForm>>;

const STATUS = `mutation ($input: SetCourseRunStatusInput!) {
  setCourseRunStatus(input: $input) { courseRun { course { version } } violations { message } } }`;

/** Reviews the run and publishes it, as reviewers do elsewhere. */
export async function publish({ data }: Served, key: string): Promise<void> {
  const { courseRun } = await data(`query ($key: ID!) { courseRun(key: $key) { course { version } } }`, {
    key,
  });
  let expectedVersion = courseRun.course.version;
  for (const status of ['LEGAL_REVIEW', 'INTERNAL_REVIEW', 'REVIEWED', 'PUBLISHED']) {
    const { setCourseRunStatus } = await data(STATUS, { input: { key, expectedVersion, status } });
    expectedVersion = setCourseRunStatus.courseRun.course.version;
  }
}

const CREATE = `mutation ($input: CreateCourseInput!) { createCourse(input: $input) { course { key } } }`;

/** A course with one run, made through the API. */
export async function aCourse({ data }: Served, number: string, deviations: object = {}) {
  const key = `FormX+${number}`;
  const run = `course-v1:${key}+1T`;
  const input = { key, title: `Course ${number}`, type: 'masters', runs: [{ key: run }], ...deviations };
  await data(CREATE, { input });
  return { key, run };
}
