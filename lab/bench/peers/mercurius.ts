// mercurius with graphql-jit: the fastest GraphQL server on Node, with the floor's SQL and a DataLoader.
import { buildSubgraphSchema } from '@apollo/subgraph';
import DataLoader from 'dataloader';
import Fastify from 'fastify';
import { parse } from 'graphql';
import mercurius from 'mercurius';
import { Pool } from 'pg';
import { say } from './listen';
import { readSchema } from './schema';
import { cursorOf, entitlementsOf, pointOf, rowsOf, seatsOf, textOf } from './rows';
import type { CourseRow, RunRow } from './rows';
import { known, offered, readTypes } from './types';
import type { Types } from './types';

interface Context {
  readonly runs: DataLoader<string, RunRow | null>;
}

function resolversOf(rows: ReturnType<typeof rowsOf>, types: Types): Record<string, unknown> {
  const reference = (map: ReadonlyMap<string, object>) => ({
    __resolveReference: async ({ slug }: { slug: string }) => ({ ...known(map, slug) }),
  });
  const runType = ({ type }: RunRow) => known(types.runTypes, type);
  return {
    Query: {
      course: (_: unknown, { key }: { key: string }) => rows.course(key),
      courseTypes: (_: unknown, { organization }: { organization: string }) => offered(types, organization),
      courses: async (_: unknown, { after }: { after: string }) => {
        const found = await rows.list(textOf(after));
        const nodes = found.slice(0, 50);
        const last = nodes.at(-1)?.key;
        return {
          nodes,
          pageInfo: { hasNextPage: found.length > 50, endCursor: last && cursorOf('courses', last) },
        };
      },
      changes: async (_: unknown, { after }: { after: string }) => {
        const found = await rows.changes(textOf(after), await rows.horizon());
        const nodes = found.slice(0, 500);
        const last = pointOf(nodes.at(-1));
        return {
          nodes,
          pageInfo: { hasNextPage: found.length > 500, endCursor: last && cursorOf('changes', last) },
        };
      },
    },
    Course: {
      __resolveReference: async ({ key }: { key: string }) => rows.course(key),
      type: ({ type }: CourseRow) => known(types.courseTypes, type),
      entitlements: (course: CourseRow) => entitlementsOf(course, known(types.courseTypes, course.type)),
      courseRuns: ({ id }: CourseRow) => rows.runsOfCourse(id),
    },
    CourseRun: {
      __resolveReference: async ({ key }: { key: string }, { runs }: Context) => {
        const run = await runs.load(key);
        return run && { ...run };
      },
      title: ({ title, courseTitle }: RunRow) => title ?? courseTitle,
      type: runType,
      seats: (run: RunRow) => seatsOf(run, runType(run)),
      paidToPlatform: (run: RunRow) => runType(run).trackTypes.some((track) => track.paidToPlatform),
      paidToPartner: (run: RunRow) => runType(run).trackTypes.some((track) => track.paidToPartner),
    },
    CourseRunType: reference(types.runTypes),
    CourseType: reference(types.courseTypes),
  };
}

async function main(): Promise<void> {
  const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
  const rows = rowsOf(pool);
  const module = { typeDefs: parse(readSchema()), resolvers: resolversOf(rows, await readTypes(pool)) };
  const schema = buildSubgraphSchema([module] as never);
  const app = Fastify({ bodyLimit: 1_048_576 });
  await app.register(mercurius, {
    schema,
    jit: 1,
    context: (): Context => ({ runs: new DataLoader((keys) => rows.runs(keys)) }),
  });
  say(`${await app.listen({ port: 0, host: '127.0.0.1' })}/graphql`);
}

void main();
