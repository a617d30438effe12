// What most teams write: Apollo Server with its defaults, TypeORM's `find` with relations, a DataLoader per relation.
import { createServer } from 'node:http';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { expressMiddleware } from '@as-integrations/express5';
import DataLoader from 'dataloader';
import express from 'express';
import { parse } from 'graphql';
import { DataSource, In, MoreThan } from 'typeorm';
import { listenAs } from './listen';
import { readSchema } from './schema';
import { changeByOrm } from './textbook-change';
import { createOptions } from './textbook-options';
import { Course, CourseRun, CourseType, deadlineOf, ENTITIES, History, RunType } from './textbook-entities';

const cursorOf = (list: string, key: string): string => Buffer.from(`${list} ${key}`).toString('base64url');
const textOf = (cursor: string): string => Buffer.from(cursor, 'base64url').toString().split(' ')[1] ?? '';

type Loader<T> = DataLoader<string, T>;
interface Context {
  readonly courses: Loader<Course | null>;
  readonly coursesById: Loader<Course | null>;
  readonly runs: Loader<CourseRun | null>;
  readonly runsOfCourse: Loader<CourseRun[]>;
  readonly runTypes: Loader<RunType | null>;
  readonly courseTypes: Loader<CourseType | null>;
}

const TRACKS = { tracks: { track: { mode: true, seatType: true } } } as const;

function contextOf(database: DataSource): Context {
  const by = <T extends object>(find: (keys: readonly string[]) => Promise<T[]>, keyOf: (row: T) => string) =>
    new DataLoader(async (keys: readonly string[]) => {
      const found = new Map((await find(keys)).map((row) => [keyOf(row), row]));
      return keys.map((key) => found.get(key) ?? null);
    });
  const [courses, runs] = [database.getRepository(Course), database.getRepository(CourseRun)];
  const ofCourse = { prices: true, products: true } as const;
  return {
    courses: by(
      (keys) => courses.find({ where: { key: In(keys) }, relations: ofCourse }),
      (row) => row.key,
    ),
    coursesById: by(
      (ids) => courses.find({ where: { id: In(ids) }, relations: ofCourse }),
      (row) => row.id,
    ),
    runs: by(
      (keys) => runs.find({ where: { key: In(keys) }, relations: ofCourse }),
      (row) => row.key,
    ),
    runsOfCourse: new DataLoader(async (ids) => {
      const where = { courseId: In(ids) };
      const found = await runs.find({ where, relations: ofCourse, order: { key: 'ASC' } });
      return ids.map((id) => found.filter((run) => run.courseId === id));
    }),
    runTypes: by(
      (slugs) => database.getRepository(RunType).find({ where: { slug: In(slugs) }, relations: TRACKS }),
      (row) => row.slug,
    ),
    courseTypes: by(
      (slugs) =>
        database.getRepository(CourseType).find({
          where: { slug: In(slugs) },
          relations: { entitlementTypes: true, members: { runType: TRACKS } },
        }),
      (row) => row.slug,
    ),
  };
}

const inPosition = <T extends { position: number }>(rows: readonly T[]): T[] =>
  [...rows].sort((left, right) => left.position - right.position);
const tracksOf = (type: RunType) => inPosition(type.tracks).map(({ track }) => track);
const amountOf = (prices: readonly { seatType: string; amount: string }[], slug: string) =>
  prices.find(({ seatType }) => seatType === slug)?.amount;

async function seatsOf(run: CourseRun, { runTypes, coursesById }: Context) {
  const [type, course] = await Promise.all([runTypes.load(run.typeSlug), coursesById.load(run.courseId)]);
  if (!type || !course) return [];
  return tracksOf(type).flatMap(({ seatType, paidToPlatform, paidToPartner }) => {
    if (!seatType?.createsProduct) return [];
    const { slug } = seatType;
    const price = amountOf(run.prices, slug) ?? amountOf(course.prices, slug) ?? '0.00';
    return {
      seatType,
      price: { amount: paidToPlatform || paidToPartner ? price : '0.00', currency: 'USD' },
      upgradeDeadline: seatType.hasUpgradeDeadline ? deadlineOf(run) : null,
      sku: run.products.find((product) => product.seatType === slug)?.sku ?? null,
    };
  });
}

function resolversOf(database: DataSource): Record<string, unknown> {
  const paid =
    (who: 'paidToPlatform' | 'paidToPartner') => async (run: CourseRun, _: unknown, context: Context) =>
      (await context.runTypes.load(run.typeSlug))?.tracks.some(({ track }) => track[who]) ?? false;
  const options = createOptions(database);
  return {
    Query: {
      course: (_: unknown, { key }: { key: string }, { courses }: Context) => courses.load(key),
      courseTypes: async (_: unknown, { organization }: { organization: string }) => {
        const all = await database.getRepository(CourseType).find({
          where: { isRetired: false },
          relations: { entitlementTypes: true, members: { runType: TRACKS } },
          order: { id: 'ASC' },
        });
        return all.filter(
          ({ slug, organizations }) =>
            slug !== 'empty' && (organizations.length === 0 || organizations.includes(organization)),
        );
      },
      courses: async (_: unknown, { after }: { after: string }) => {
        const found = await database.getRepository(Course).find({
          where: { key: MoreThan(textOf(after)) },
          relations: { prices: true, products: true },
          order: { key: 'ASC' },
          take: 51,
        });
        const nodes = found.slice(0, 50);
        const last = nodes.at(-1)?.key;
        return {
          nodes,
          pageInfo: { hasNextPage: found.length > 50, endCursor: last && cursorOf('courses', last) },
        };
      },
      changes: async (_: unknown, { after }: { after: string }) => {
        const where = { id: MoreThan(textOf(after)) };
        const found = await database.getRepository(History).find({ where, order: { id: 'ASC' }, take: 501 });
        const nodes = found.slice(0, 500);
        const end = nodes.at(-1);
        const last = end && `${end.id} ${end.hash.subarray(0, 8).toString('hex')}`;
        return {
          nodes,
          pageInfo: { hasNextPage: found.length > 500, endCursor: last && cursorOf('changes', last) },
        };
      },
    },
    Mutation: {
      changeCourse: (_: unknown, { input }: { input: never }) => changeByOrm(database, input),
    },
    Course: {
      type: ({ typeSlug }: Course, _: unknown, { courseTypes }: Context) => courseTypes.load(typeSlug),
      entitlements: async (course: Course, _: unknown, { courseTypes }: Context) =>
        (await courseTypes.load(course.typeSlug))?.entitlementTypes.map((seatType) => ({
          seatType,
          price: { amount: amountOf(course.prices, seatType.slug) ?? '0.00', currency: 'USD' },
          sku: course.products.find((product) => product.seatType === seatType.slug)?.sku ?? null,
        })),
      courseRuns: ({ id }: Course, _: unknown, { runsOfCourse }: Context) => runsOfCourse.load(id),
      typeOptions: ({ key }: Course) => options.ofCourse(key),
    },
    CourseRun: {
      __resolveReference: ({ key }: { key: string }, { runs }: Context) => runs.load(key),
      title: async (run: CourseRun, _: unknown, { coursesById }: Context) =>
        run.title ?? (await coursesById.load(run.courseId))?.title,
      type: ({ typeSlug }: CourseRun, _: unknown, { runTypes }: Context) => runTypes.load(typeSlug),
      seats: (run: CourseRun, _: unknown, context: Context) => seatsOf(run, context),
      paidToPlatform: paid('paidToPlatform'),
      paidToPartner: paid('paidToPartner'),
      typeOptions: async ({ key, courseId }: CourseRun, _: unknown, { coursesById }: Context) =>
        options.ofRun((await coursesById.load(courseId))?.key ?? '', key),
    },
    CourseRunType: {
      __resolveReference: ({ slug }: { slug: string }, { runTypes }: Context) => runTypes.load(slug),
      trackTypes: tracksOf,
    },
    CourseType: {
      __resolveReference: ({ slug }: { slug: string }, { courseTypes }: Context) => courseTypes.load(slug),
      courseRunTypes: ({ members }: CourseType) => inPosition(members).map(({ runType }) => runType),
    },
  };
}

async function main(): Promise<void> {
  const url = process.env['DATABASE_URL'] ?? '';
  const database = await new DataSource({
    type: 'postgres',
    url,
    entities: ENTITIES,
    poolSize: 10,
  }).initialize();
  const module = { typeDefs: parse(readSchema()), resolvers: resolversOf(database) };
  const app = express();
  const httpServer = createServer(app);
  const server = new ApolloServer<Context>({
    schema: buildSubgraphSchema([module] as never),
    plugins: [ApolloServerPluginDrainHttpServer({ httpServer })],
    logger: { debug: () => {}, info: () => {}, warn: console.warn, error: console.error },
  });
  await server.start();
  const context = async () => contextOf(database);
  app.use('/graphql', express.json({ limit: '1mb' }), expressMiddleware(server, { context }));
  await listenAs(httpServer, (port) => `http://127.0.0.1:${port}/graphql`);
}

void main();
