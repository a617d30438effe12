// The floor: node:http, pg and JSON.stringify. No GraphQL, no schema, no checks; lookups by key at the same moment
// share one statement, as in ours. Each path answers one workload.
import { createServer } from 'node:http';
import { Pool } from 'pg';
import { changePrices } from './change-by-hand';
import { listenAs } from './listen';
import { coalescedRowsOf, cursorOf, entitlementsOf, pointOf, seatsOf, textOf } from './rows';
import type { CourseRow, RunRow } from './rows';
import { known, offered, readTypes } from './types';
import type { RunType, SeatType, TrackType, Types } from './types';

/** Answers a workload, whose variables differ by path. */
type Answer = (variables: never) => Promise<unknown>;

const named = ({ slug, name }: { readonly slug: string; readonly name: string }) => ({ slug, name });
const sold = (seatType: SeatType) => ({ slug: seatType.slug });

const trackOf = ({ slug, name, paidToPlatform, paidToPartner, mode, seatType }: TrackType) => ({
  slug,
  name,
  paidToPlatform,
  paidToPartner,
  mode: {
    slug: mode.slug,
    name: mode.name,
    isIdVerified: mode.isIdVerified,
    isCreditEligible: mode.isCreditEligible,
    certificateType: mode.certificateType,
  },
  seatType: seatType && { ...named(seatType), hasUpgradeDeadline: seatType.hasUpgradeDeadline },
});

function runOf(run: RunRow, type: RunType) {
  return {
    key: run.key,
    title: run.title ?? run.courseTitle,
    start: run.start,
    end: run.end,
    status: run.status,
    seats: seatsOf(run, type).map(({ seatType, ...seat }) => ({ seatType: named(seatType), ...seat })),
  };
}

function entityOf(run: RunRow | null, types: Types) {
  if (!run) return null;
  const type = known(types.runTypes, run.type);
  return {
    ...runOf(run, type),
    uuid: run.uuid,
    paidToPlatform: type.trackTypes.some((track) => track.paidToPlatform),
    paidToPartner: type.trackTypes.some((track) => track.paidToPartner),
    type: { ...named(type), trackTypes: type.trackTypes.map(trackOf) },
  };
}

const courseOf = ({ key, uuid, title, organization, version }: CourseRow) => ({
  key,
  uuid,
  title,
  organization,
  version,
});

function answersOf(pool: Pool, types: Types): Record<string, Answer> {
  const rows = coalescedRowsOf(pool);
  return {
    entities: async ({ representations }: { representations: readonly { key: string }[] }) => ({
      _entities: (await rows.runs(representations.map(({ key }) => key))).map((run) => entityOf(run, types)),
    }),
    types: async ({ representations }: { representations: readonly { slug: string }[] }) => ({
      _entities: representations.map(({ slug }) => {
        const { name, isMarketable, isRetired } = known(types.runTypes, slug);
        return { slug, name, isMarketable, isRetired };
      }),
    }),
    page: async ({ key }: { key: string }) => {
      const course = await rows.course(key);
      if (!course) return { course: null };
      const type = known(types.courseTypes, course.type);
      const runs = await rows.runsOfCourse(course.id);
      return {
        course: {
          ...courseOf(course),
          type: {
            ...named(type),
            entitlementTypes: type.entitlementTypes.map(named),
            courseRunTypes: type.courseRunTypes.map((runType) => ({
              ...named(runType),
              isMarketable: runType.isMarketable,
              trackTypes: runType.trackTypes.map(named),
            })),
          },
          entitlements: entitlementsOf(course, type).map((one) => ({ ...one, seatType: sold(one.seatType) })),
          courseRuns: runs.map((run) => {
            const runType = known(types.runTypes, run.type);
            return { ...runOf(run, runType), type: named(runType) };
          }),
        },
      };
    },
    choices: async ({ organization }: { organization: string }) => ({
      courseTypes: offered(types, organization).map((type) => ({
        ...named(type),
        isRetired: type.isRetired,
        entitlementTypes: type.entitlementTypes.map(named),
        courseRunTypes: type.courseRunTypes.map((runType) => ({
          ...named(runType),
          isMarketable: runType.isMarketable,
          trackTypes: runType.trackTypes.map(trackOf),
        })),
      })),
    }),
    list: async ({ after }: { after: string }) => {
      const found = await rows.list(textOf(after));
      const page = found.slice(0, 50);
      return {
        courses: {
          nodes: page.map((course) => {
            const type = known(types.courseTypes, course.type);
            const entitlements = entitlementsOf(course, type).map(({ seatType, price }) => ({
              seatType: sold(seatType),
              price,
            }));
            return { ...courseOf(course), type: named(type), entitlements };
          }),
          pageInfo: pageInfoOf('courses', found.length > 50, page.at(-1)?.key),
        },
      };
    },
    feed: async ({ after }: { after: string }) => {
      const found = await rows.changes(textOf(after), await rows.horizon());
      const page = found.slice(0, 500);
      const nodes = page.map(({ hash: _, ...change }) => change);
      return {
        changes: { nodes, pageInfo: pageInfoOf('changes', found.length > 500, pointOf(page.at(-1))) },
      };
    },
    change: ({ input }: { input: never }) => changePrices(pool, types, input),
  };
}

const pageInfoOf = (list: string, hasNextPage: boolean, last: string | undefined) => ({
  hasNextPage,
  endCursor: last === undefined ? null : cursorOf(list, last),
});

async function main(): Promise<void> {
  const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
  const answers = answersOf(pool, await readTypes(pool));
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { variables } = JSON.parse(Buffer.concat(chunks).toString()) as { variables: never };
      const answer = answers[(request.url ?? '').slice(1)];
      if (!answer) return void response.writeHead(404).end();
      answer(variables).then(
        (data) => {
          const body = JSON.stringify({ data });
          response.writeHead(200, {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          });
          response.end(body);
        },
        (error: unknown) => void response.writeHead(500).end(String(error)),
      );
    });
  });
  await listenAs(server, (port) => `http://127.0.0.1:${port}/`);
}

void main();
