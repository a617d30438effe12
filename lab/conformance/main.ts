// `npm run conformance`: serves the products subgraph of Apollo's compatibility suite on HOST and PORT.
import { readConfig } from '../../src/settings/config';
import { createLog } from '../../src/ops/log';
import { limitsOf, loadOf } from '../../src/start/serving';
import { serveConformance } from './serve';

async function main(): Promise<void> {
  const config = readConfig();
  const { HOST, PORT, LOG_LEVEL } = config;
  const { graphqlUrl, stop } = await serveConformance({
    host: HOST,
    port: PORT,
    limits: limitsOf(config),
    load: loadOf(config),
    log: createLog(LOG_LEVEL),
  });
  console.log(`products is at ${graphqlUrl}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
