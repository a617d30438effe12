// Sends one request to several servers and reports differences: in data, key order, and errors by path and code.
import { execute, getVariableValues, Kind, parse } from 'graphql';
import type { ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import { createContext } from '../../../src/graphql/context';
import { operationsOf } from '../../../src/graphql/documents/operation';
import { createFormatError, splitFaults } from '../../../src/graphql/errors';
import { buildSchema } from '../../../src/graphql/schema';
import { DEVELOPER } from '../../../src/identity/permissions';
import type { Viewer } from '../../../src/model/viewer';
import { setCourseRunStatus } from '../../../src/changes/set-course-run-status';
import { LIMITS, aMember } from '../../support/app';
import type { TestApp, TestAppOptions } from '../../support/app';
import { aPublishedMastersCourse, aVerifiedCourse } from '../../support/changes';
import { randomFrom, randomRequest } from './documents';
import type { Pools, RandomRequest } from './documents';

export const schema = buildSchema();

/** All requests are permitted: the comparison is about answers. */
export const UNLIMITED: TestAppOptions = {
  compiledAfter: 1,
  limits: {
    ...LIMITS,
    ...{ tokens: 50_000, depth: 100, aliases: 10_000, rootFields: 100, selections: 100_000, cost: 1e9 },
  },
};
/** Executed by Apollo Server, compiled, and from the response cache where possible. */
const TIMES = 3;

/** May do everything, may read one organization, may read nothing. */
const VIEWERS: readonly Viewer[] = [DEVELOPER, aMember('TestX', 'READ'), aMember('OtherX', 'READ')];

/** The parts of an answer that are compared: its data as text, its errors by path and code. */
export interface Outcome {
  readonly data: string;
  readonly errors: readonly string[];
}
export type Answerer = (request: RandomRequest, viewer: Viewer) => Promise<Outcome>;

export interface Difference {
  readonly request: RandomRequest;
  readonly viewer: string;
  readonly expected: Outcome;
  readonly answered: Outcome;
}

/** Courses that differ, and the texts that requests about them may use. */
export async function worldIn({ replica, data }: TestApp): Promise<Pools> {
  const masters = await aPublishedMastersCourse(replica);
  const verified = await aVerifiedCourse(replica);
  const review = { key: masters.second, expectedVersion: masters.version, status: 'LEGAL_REVIEW' } as const;
  await setCourseRunStatus(replica, DEVELOPER, review).catch(() => undefined);
  const known = await data('{ courses { nodes { uuid } } provisionings { nodes { id } } }');
  const uuids = known.courses.nodes.map(({ uuid }: { uuid: string }) => uuid);
  const ids = known.provisionings.nodes.map(({ id }: { id: string }) => id);
  const courses = [masters.key, verified.key, verified.key, 'EdX+None', 'malformed'];
  const runs = [masters.run, verified.run, 'course-v1:EdX+None+R1', 'x'];
  const slugs = ['masters', 'verified', 'verified-audit', 'audit', 'none', 'honor'];
  return {
    key: [...courses, ...runs],
    courseKey: courses,
    courseRunKey: runs,
    runKey: runs,
    uuid: [...uuids, '00000000-0000-4000-8000-000000000000', 'x'],
    id: [...ids, '00000000-0000-4000-8000-000000000000', 'x'],
    slug: slugs,
    type: slugs,
    trackType: slugs,
    courseType: slugs,
    organization: ['TestX', 'OtherX', 'none'],
    at: [new Date().toISOString(), '2000-01-01T00:00:00Z', 'x'],
    after: ['x', 'Y291cnNlczo='],
    seatType: ['verified', 'masters', 'none'],
    amount: ['49.00', '10', 'x'],
    text: ['x', 'Computing', '2027-03-01T00:00:00Z', 'a\u0000b', ''],
  };
}

const format = createFormatError({ newId: () => 'id', logError: () => undefined });

/** As Apollo Server would send it, formatted by our formatError. */
function formatted(error: GraphQLError): GraphQLFormattedError {
  const code =
    error.path || error.nodes?.[0]?.kind !== Kind.VARIABLE_DEFINITION ? undefined : 'BAD_USER_INPUT';
  const extensions = { code: code ?? 'INTERNAL_SERVER_ERROR', ...error.extensions };
  return format({ ...error.toJSON(), extensions }, error);
}

export function outcomeOf({
  data,
  errors = [],
}: {
  data?: unknown;
  errors?: readonly GraphQLFormattedError[];
}) {
  return {
    data: JSON.stringify(data) ?? 'none',
    errors: errors
      .map(({ path = [], extensions }) => `${path.join('.')} ${String(extensions?.['code'])}`)
      .sort(),
  };
}

/** graphql-js alone; except that a null where none is allowed is refused before execution. */
export const plain =
  ({ replica }: TestApp): Answerer =>
  async ({ query, variables }, viewer) => {
    const document = parse(query);
    const { neverNull = [], node } = operationsOf(schema, document)[0] ?? {};
    const { coerced } = getVariableValues(schema, node?.variableDefinitions ?? [], variables);
    if (neverNull.some((name) => coerced?.[name] === null))
      return { data: 'none', errors: [' BAD_USER_INPUT'] };
    const result: ExecutionResult = await execute({
      schema,
      document,
      variableValues: variables,
      contextValue: createContext(replica, viewer),
      options: { maxCoercionErrors: 10 },
    });
    return outcomeOf({ data: result.data, errors: splitFaults(result.errors?.map(formatted) ?? []) });
  };

/** The service, over HTTP. */
export const overHttp =
  ({ url }: TestApp): Answerer =>
  async (request, viewer) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-test-viewer': JSON.stringify(viewer) },
      body: JSON.stringify(request),
    });
    return outcomeOf((await response.json()) as object);
  };

/** No document causes this by itself: the database did not answer in time. */
const BROKE = 'INTERNAL_SERVER_ERROR';

async function settled(answerer: Answerer, ...asked: Parameters<Answerer>): Promise<Outcome> {
  const outcome = await answerer(...asked);
  return outcome.errors.some((error) => error.endsWith(BROKE)) ? answerer(...asked) : outcome;
}

export interface Compared {
  readonly differences: readonly Difference[];
  /** How many had data, an error, both. */
  readonly withData: number;
  readonly withErrors: number;
}

/** Compares this many random documents; one viewer sends each often enough that it is compiled. */
export async function compareRandom(
  { expected, answered, pools }: { expected: Answerer; answered: Answerer; pools: Pools },
  { documents, seed }: { documents: number; seed: number },
): Promise<Compared> {
  const random = randomFrom(seed);
  const differences: Difference[] = [];
  let [withData, withErrors] = [0, 0];
  for (let index = 0; index < documents; index += 1) {
    const request = randomRequest(schema, random, pools);
    const viewer = VIEWERS[index % VIEWERS.length] ?? DEVELOPER;
    const wanted = await settled(expected, request, viewer);
    withData += Number(wanted.data !== 'none');
    withErrors += Number(wanted.errors.length > 0);
    for (let time = 0; time < TIMES; time += 1) {
      const got = await answered(request, viewer);
      if (got.data === wanted.data && String(got.errors) === String(wanted.errors)) continue;
      differences.push({ request, viewer: viewer.username, expected: wanted, answered: got });
      break;
    }
  }
  return { differences, withData, withErrors };
}
