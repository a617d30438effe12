// PostGraphile 4, the newest that runs on Node 20: GraphQL generated from the tables. It can express what is stored;
// seats, effective prices and deadlines are computed, so it gets only the two workloads that need none of these.
import { createServer } from 'node:http';
import Module, { createRequire } from 'node:module';
import { listenAs } from './listen';

// It needs graphql 15, but npm puts some of its packages where they would find the others' version 16.
const modules = Module as unknown as { _resolveFilename: (request: string, ...rest: unknown[]) => string };
const resolve = modules._resolveFilename;
const home = require.resolve('postgraphile');
const own = createRequire(home);
modules._resolveFilename = (request, ...rest) => {
  if (!/^graphql($|\/)/.test(request)) return resolve(request, ...rest);
  modules._resolveFilename = resolve;
  try {
    return own.resolve(request);
  } finally {
    modules._resolveFilename = redirected;
  }
};
const redirected = modules._resolveFilename;

async function main(): Promise<void> {
  const { postgraphile } = await import('postgraphile');
  const { PgComputedColumnsPlugin } = await import('graphile-build-pg');
  const handler = postgraphile(process.env['DATABASE_URL'] ?? '', 'public', {
    disableQueryLog: true,
    graphiql: false,
    retryOnInitFail: false,
    bodySizeLimit: '1MB',
    // The function history_hash(history) would become a field with the same name as a column.
    skipPlugins: [PgComputedColumnsPlugin],
  });
  const server = createServer((request, response) => void handler(request, response));
  await listenAs(server, (port) => `http://127.0.0.1:${port}/graphql`);
}

void main();
