// What answers requests.
import { join } from 'node:path';
import type { ChangeDeps } from '../changes/deps';
import { packageRoot } from '../graphql/package-root';
import { createServer } from '../graphql/server';
import { DEVELOPER } from '../identity/permissions';
import type { Log } from '../ops/log';
import { createGraphiqlPage } from '../pages/graphiql';
import type { AppOptions, OnStop } from './options';

/** Where its requests go, and the tabs that it opens with. */
const GRAPHIQL = { endpoint: '/graphql', examples: join(packageRoot(__dirname), 'examples') };

interface ServerParts {
  readonly deps: ChangeDeps;
  readonly log: Log;
  readonly onStop: OnStop;
}

/** Answers GraphQL; the URL where it does. */
export async function serve(
  { config, authenticate }: AppOptions,
  { deps, log, onStop }: ServerParts,
): Promise<string> {
  const server = createServer({
    deps,
    authenticate: authenticate ?? (() => Promise.resolve(DEVELOPER)),
    isIntrospectable: config.INTROSPECTION,
    isScoped: config.SCHEMA_SCOPES,
    maxRepresentations: config.MAX_REPRESENTATIONS,
    startPage: config.GRAPHIQL ? createGraphiqlPage(GRAPHIQL) : undefined,
    log,
  });
  const listening = await server.listen({ host: config.HOST, port: config.PORT });
  onStop(listening.stop);
  return listening.graphqlUrl;
}
