// Starts the service between stand-ins of its neighbours: what sells and the LMS before it, examples and gateway after it.
import { join } from 'node:path';
import type { Config } from '../src/settings/config';
import { createGraphiqlPage } from '../src/pages/graphiql';
import { makeExampleCourses } from './example-courses';
import { startGateway } from './gateway';
import { startSandboxSystems } from './stand-ins';

/** The started service as seen from here. */
export interface Started {
  /** The URL of its GraphQL. */
  readonly graphqlUrl: string | null;
  readonly urls: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

/** Starts everything in order of dependency; stops everything if one part fails. */
export async function startWithSandbox(
  config: Config,
  startService: (config: Config) => Promise<Started>,
): Promise<Started> {
  const port = (offset: number) => (config.SANDBOX_PORT === 0 ? 0 : config.SANDBOX_PORT + offset);
  const standIns = await startSandboxSystems(config, {
    ecommercePort: port(2),
    lmsPort: port(3),
    host: config.HOST,
    dataDir: join(config.DATA_DIR, 'sandbox'),
  });
  const running: (() => Promise<void>)[] = [standIns.stop];
  const stop = async () => {
    for (const end of [...running].reverse()) await end();
  };
  try {
    const { ecommerce, lms } = standIns;
    // Neither Open edX's own LMS nor a shop is a subgraph, and their runs are imported.
    const isWhole = config.SANDBOX === true;
    const service = await startService({
      ...{ ...config, LMS_URL: lms.url },
      ...(ecommerce && { ECOMMERCE_URL: ecommerce.url }),
      ...(!isWhole && { DOWNSTREAM_OAUTH_URL: `${lms.url}/oauth2/access_token` }),
    });
    running.push(service.stop);
    if (!service.graphqlUrl) throw new Error('The sandbox needs a service that answers GraphQL.');
    const subgraphs = { 'track-types': { url: service.graphqlUrl }, ...(isWhole && { ecommerce, lms }) };
    const [gateway] = await Promise.all([
      startGateway({
        port: port(0),
        host: config.HOST,
        subgraphs: Object.entries(subgraphs).flatMap(([name, one]) => (one ? [{ name, url: one.url }] : [])),
        ...pageOf(config, service.urls['explore']),
      }),
      isWhole ? makeExampleCourses(service.graphqlUrl) : null,
    ]);
    running.push(gateway.stop);
    return {
      ...service,
      urls: {
        ...{ gateway: gateway.url, ...service.urls },
        ...(ecommerce && { ecommerce: ecommerce.url }),
        lms: lms.url,
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** GraphiQL for the whole graph: the examples' story to its end, where all three systems are joined. */
const pageOf = ({ GRAPHIQL }: Config, explore: string | undefined) =>
  GRAPHIQL && {
    page: createGraphiqlPage({
      ...{ endpoint: '/graphql', examples: join(__dirname, '../examples'), isGateway: true },
      ...(explore !== undefined && { explore }),
    }),
  };
