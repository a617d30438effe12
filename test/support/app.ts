// The subgraph on a real socket with its own database, for tests that query it like clients.
import type { IncomingHttpHeaders } from 'node:http';
import type { Logger } from 'typeorm';
import type { ChangeDeps } from '../../src/changes/deps';
import { readConfig } from '../../src/settings/config';
import type { RequestObserver } from '../../src/graphql/http/observe';
import { createServer } from '../../src/graphql/server';
import type { ServerOptions } from '../../src/graphql/server';
import { DEVELOPER } from '../../src/identity/permissions';
import type { Viewer } from '../../src/model/viewer';
import { limitsOf, loadOf } from '../../src/start/serving';
import { startReplica } from './changes';
import type { Replica } from './changes';
import { createTestDatabase } from './database';

type Served =
  | 'isIntrospectable'
  | 'isScoped'
  | 'documents'
  | 'limits'
  | 'load'
  | 'pressure'
  | 'compiledAfter'
  | 'routes'
  | 'pages'
  | 'admitsPage'
  | 'draining'
  | 'observer'
  | 'crossOrigin'
  | 'admits'
  | 'onDenied';

export interface TestAppOptions extends Partial<Pick<ServerOptions, Served>> {
  readonly deps?: Partial<ChangeDeps>;
  readonly authenticate?: ServerOptions['authenticate'];
}

/** Queries are compiled at their first use; `npm run check` repeats some tests with graphql-js executing them. */
const COMPILED_AFTER = Number(process.env['COMPILED_AFTER'] ?? 0);

/** The defaults. */
export const LIMITS = limitsOf(readConfig({}));
export const LOAD = loadOf(readConfig({}));
/** For tests that care about one signal alone. */
export const UNOBSERVED: RequestObserver = { started: () => undefined, answered: () => undefined };
export const MAX_REPRESENTATIONS = LIMITS.representations;

/** A response is untyped: each test states what it expects. */
export type Json = ReturnType<typeof JSON.parse>;

export interface Answer {
  readonly status: number;
  readonly data: Json;
  readonly errors: Json[];
}

export interface TestApp {
  /** The URL of /graphql. */
  readonly url: string;
  readonly databaseUrl: string;
  /** The same service without GraphQL, on the same pool. */
  readonly replica: Replica;
  /** Errors that were masked and logged. */
  readonly logged: { readonly error: Error; readonly errorId: string }[];
  readonly ask: (query: string, variables?: object, viewer?: Viewer) => Promise<Answer>;
  /** The data of a request that must succeed. */
  readonly data: (query: string, variables?: object, viewer?: Viewer) => Promise<Json>;
  readonly stop: () => Promise<void>;
}

/** Starts the subgraph on a free port. The viewer may do everything unless a request names another. */
export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const { deps, authenticate = viewerOf, ...served } = options;
  const database = await createTestDatabase();
  const replica = await startReplica(database.url, deps);
  const logged: TestApp['logged'] = [];
  const log = { error: (fields: object) => void logged.push(fields as (typeof logged)[number]) };
  const server = createServer({
    deps: replica,
    authenticate,
    isIntrospectable: true,
    limits: LIMITS,
    compiledAfter: COMPILED_AFTER,
    load: LOAD,
    log,
    ...served,
  });
  // An observer would see the priming requests too.
  const isCompiling = served.observer === undefined && (served.compiledAfter ?? COMPILED_AFTER) === 0;
  const { graphqlUrl: url, stop } = await server.listen({ host: '127.0.0.1', port: 0 });
  const post = (body: object, viewer?: Viewer) => {
    const headers = { 'content-type': 'application/json', ...(viewer && headerOf(viewer)) };
    return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  };
  const isPrimed = new Set<string>();
  const ask: TestApp['ask'] = async (query, variables = {}, viewer) => {
    // Puts the document into the cache without executing it; the compiled query then answers the request.
    if (isCompiling && isPrimed.size < isPrimed.add(query).size) {
      await (await post({ query, operationName: 'None' }, viewer)).arrayBuffer();
    }
    const response = await post({ query, variables }, viewer);
    const { data, errors = [] } = (await response.json()) as Partial<Answer>;
    return { status: response.status, data, errors };
  };
  return {
    url,
    databaseUrl: database.url,
    replica,
    logged,
    ask,
    data: async (...request) => {
      const { data, errors } = await ask(...request);
      if (errors.length > 0) throw new Error(JSON.stringify(errors, null, 2));
      return data;
    },
    stop: async () => {
      await stop();
      await replica.stop();
      await database.drop();
    },
  };
}

/** One subgraph for all tests of a file. */
export function useTestApp(options: TestAppOptions = {}): TestApp {
  let app: TestApp | undefined;
  beforeAll(async () => {
    app = await createTestApp(options);
  });
  afterAll(() => app?.stop());
  return new Proxy({} as TestApp, {
    get: (_, name) => {
      if (!app) throw new Error('The subgraph is there in hooks and tests only.');
      return Reflect.get(app, name);
    },
  });
}

/** The SQL statements that the subgraph sent during `work`, without its polling of the catalogue's version. */
export async function statementsOf(
  { replica }: Pick<TestApp, 'replica'>,
  work: () => Promise<unknown>,
): Promise<readonly string[]> {
  const { logger } = replica.database;
  const statements: string[] = [];
  const recording: Pick<Logger, 'logQuery'> = { logQuery: (statement) => void statements.push(statement) };
  Object.assign(replica.database, { logger: Object.assign(Object.create(logger), recording) });
  try {
    await work();
  } finally {
    Object.assign(replica.database, { logger });
  }
  return statements.filter((statement) => statement !== 'SELECT version FROM catalogue_version');
}

/** A viewer with that permission in one organization, and none elsewhere. */
export function aMember(
  organization: string,
  ...permissions: Viewer['memberships'][number]['permissions']
): Viewer {
  return {
    username: 'member',
    isStaff: false,
    permissions: [],
    memberships: [{ organization, permissions }],
  };
}

const headerOf = (viewer: Viewer) => ({ 'x-test-viewer': JSON.stringify(viewer) });

function viewerIn(headers: IncomingHttpHeaders): Viewer {
  const named = headers['x-test-viewer'];
  return typeof named === 'string' ? (JSON.parse(named) as Viewer) : DEVELOPER;
}

const viewerOf = Object.assign(async (headers: IncomingHttpHeaders) => viewerIn(headers), {
  recognize: (headers: IncomingHttpHeaders) => viewerIn(headers).username,
});
