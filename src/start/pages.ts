// What is shown to people beside the API.
import { join } from 'node:path';
import type { ChangeDeps } from '../changes/deps';
import type { Config } from '../config';
import { packageRoot } from '../graphql/package-root';
import { createExplorePages } from '../pages/explore/explore';
import { createGraphiqlPage } from '../pages/graphiql';
import type { Log } from '../ops/log';

/** Where its requests go, and the tabs that it opens with. */
const GRAPHIQL = { endpoint: '/graphql', examples: join(packageRoot(__dirname), 'examples') };

/** The page of GraphiQL, where it is switched on: it holds nothing but the page. By its path. */
export const editorOf = ({ GRAPHIQL: isOn, EXPLORE }: Config) =>
  isOn && { '/': createGraphiqlPage({ ...GRAPHIQL, ...(EXPLORE && { explore: '/explore' }) }) };

/** The pages that show data, where they are switched on, by their path; and who may come to them. */
export function pagesOf(config: Config, { deps, log }: { readonly deps: ChangeDeps; readonly log: Log }) {
  const onError = (error: unknown) => log.error({ error, errorId: deps.newId() }, 'A page broke.');
  const types = () => ({ catalogue: deps.catalogue.current(), policy: deps.policy });
  return {
    ...(config.EXPLORE && { pages: { '/explore': createExplorePages({ types, onError }) } }),
    ...(config.EXPLORE_DIRECT && { admitsPage: () => true }),
  };
}
