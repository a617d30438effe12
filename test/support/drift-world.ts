// A world for tests of drift: the subgraph, a relay and both stand-ins, with ways to change their data unnoticed.
import { randomUUID } from 'node:crypto';
import { startStandIns, type StandIns } from '../../sandbox/stand-ins';
import type { EcommerceState, LmsState } from '../../src/model/provisioning';
import { createRelay } from '../../src/provisioning/relay';
import { loadCourse } from '../../src/store/courses/course-states';
import { connect, QUICK, silent } from '../provisioning/outbox-world';
import { until } from './until';
import { createTestApp, type TestApp } from './app';
import { ask } from './stand-ins';
import { bothSystems } from './systems';

type Mode = Omit<LmsState['modes'][number], 'seatType'>;

export interface DriftWorld {
  readonly app: TestApp;
  readonly standIns: StandIns;
  /** Waits until there is nothing left to deliver. */
  readonly delivered: () => Promise<void>;
  /** Replaces the run's products or modes, as an outsider would. */
  readonly sell: (run: string, change: (state: EcommerceState) => object) => Promise<void>;
  readonly open: (run: string, change: (modes: readonly Mode[]) => object[]) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export async function createDriftWorld(): Promise<DriftWorld> {
  const standIns = await startStandIns({ ecommercePort: 0, lmsPort: 0 });
  const { ecommerce, lms } = standIns;
  const urls = { ECOMMERCE: ecommerce.url, LMS: lms.url };
  const systems = bothSystems('graphql', urls, { deadlineMs: 1_500 });
  const app = await createTestApp({ deps: { readers: systems } });
  const database = await connect(app.databaseUrl);
  const options = { database, targets: systems, settings: QUICK, random: Math.random };
  const relay = createRelay({ ...options, replica: 'test', log: silent });
  relay.start();

  async function lastAsked(run: string) {
    const loaded = await loadCourse(database, { run });
    const found = loaded?.state.runs.find(({ key }) => key === run);
    return { revision: found?.revision ?? 0, asked: loaded?.requested.get(found?.id ?? '') };
  }
  return {
    app,
    standIns,
    delivered: () =>
      until(async () => {
        const open = `SELECT FROM provisioning WHERE state IN ('PENDING', 'RETRYING') LIMIT 1`;
        return (await database.query<object[]>(open)).length === 0;
      }),
    sell: async (courseRunKey, change) => {
      const { revision, asked } = await lastAsked(courseRunKey);
      if (!asked?.ecommerce) throw new Error(`${courseRunKey} has nothing in E-Commerce.`);
      const rest = { idempotencyKey: randomUUID(), revision, courseRevision: asked.courseRevision };
      const { seats, ...state } = { ...asked.ecommerce, ...change(asked.ecommerce) };
      const input = { ...state, seats: seats.map(({ mode: _, ...seat }) => seat), ...rest };
      await taken(ecommerce.url, 'ProvisionProducts', input);
    },
    open: async (courseRunKey, change) => {
      const { revision, asked } = await lastAsked(courseRunKey);
      const modes = change((asked?.lms?.modes ?? []).map(({ seatType: _, ...mode }) => mode));
      const input = { idempotencyKey: randomUUID(), revision, courseRunKey, modes };
      await taken(lms.url, 'ProvisionCourseModes', input);
    },
    stop: async () => {
      await relay.stop();
      await database.destroy();
      await app.stop();
      await systems.close();
      await standIns.stop();
    },
  };
}

async function taken(url: string, name: string, input: object): Promise<void> {
  const mutation = `${name[0]?.toLowerCase()}${name.slice(1)}`;
  const document = `mutation ($input: ${name}Input!) { answer: ${mutation}(input: $input) { userErrors { message } } }`;
  const { answer } = await ask(url, document, { input });
  if (answer.userErrors.length > 0) throw new Error(JSON.stringify(answer.userErrors));
}
