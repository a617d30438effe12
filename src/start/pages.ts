// What is shown to people beside the API.
import { join } from 'node:path';
import type { Config } from '../config';
import { createAsk } from '../graphql/ask';
import type { AskOptions } from '../graphql/ask';
import { packageRoot } from '../graphql/package-root';
import { createExplorePages } from '../pages/explore/explore';
import { createGraphiqlPage } from '../pages/graphiql';
import type { Log } from '../ops/log';

/** Where its requests go, and the tabs that it opens with. */
const GRAPHIQL = { endpoint: '/graphql', examples: join(packageRoot(__dirname), 'examples') };

interface PageParts extends Pick<AskOptions, 'deps' | 'authenticate' | 'onDenied'> {
  readonly log: Log;
}

/** The pages that are switched on, by their path. */
export function pagesOf({ GRAPHIQL: hasGraphiql, EXPLORE }: Config, { log, ...parts }: PageParts) {
  const { deps } = parts;
  const logError = (error: unknown, errorId: string) => log.error({ error, errorId }, 'A page broke.');
  const onError = (error: unknown) => logError(error, deps.newId());
  const types = () => ({ catalogue: deps.catalogue.current(), policy: deps.policy });
  const ask = createAsk({ ...parts, newId: deps.newId, logError });
  return {
    ...(hasGraphiql && { '/': createGraphiqlPage({ ...GRAPHIQL, ...(EXPLORE && { explore: '/explore' }) }) }),
    ...(EXPLORE && { '/explore{/*rest}': createExplorePages({ ask, types, onError }) }),
  };
}
