// Provides the pages for people, beside the API.
import { join } from 'node:path';
import type { ChangeDeps } from '../changes/deps';
import type { Config } from '../settings/config';
import { packageRoot } from '../graphql/package-root';
import { createExplorePages } from '../pages/explore/explore';
import { createGraphiqlPage } from '../pages/graphiql';
import type { Log } from '../ops/log';

/** Where its requests go, and the tabs that it opens with. */
const GRAPHIQL = { endpoint: '/graphql', examples: join(packageRoot(__dirname), 'examples') };

/** The GraphiQL page by its path, if enabled: it contains no data. */
export const editorOf = ({ GRAPHIQL: isOn, EXPLORE }: Config) =>
  isOn && { '/': createGraphiqlPage({ ...GRAPHIQL, ...(EXPLORE && { explore: '/explore' }) }) };

/** The pages that show data, by path, if enabled; and who may open them. */
export function pagesOf(config: Config, { deps, log }: { readonly deps: ChangeDeps; readonly log: Log }) {
  const onError = (error: unknown) => log.error({ error, errorId: deps.newId() }, 'A page broke.');
  const types = () => ({ catalogue: deps.catalogue.current(), policy: deps.policy });
  return {
    ...(config.EXPLORE && {
      pages: { '/explore': createExplorePages({ types, onError, newId: deps.newId }) },
    }),
    ...(config.EXPLORE_DIRECT && { admitsPage: () => true }),
  };
}
