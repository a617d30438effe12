// The generated pages, each with the function that prints it. Writes nothing: print.ts does.
import { apiPage } from './api-page';
import { commandsPage } from './commands-page';
import { configurationPage } from './configuration-page';
import { dataDictionaryPage } from './data-dictionary-page';
import { erdPage, erdPicture } from './erd-page';
import { errorsPage } from './errors-page';
import { limitsPage } from './limits-page';
import { metricsPage } from './metrics-page';
import { permissionsPage, rulesPage } from './rules-page';
import { schemaPage } from './schema-page';
import { transitionsPage, transitionsPicture, typesPicture } from './transitions-page';

const PAGES: Readonly<Record<string, () => string | Promise<string>>> = {
  'api.md': apiPage,
  'commands.md': commandsPage,
  'configuration.md': configurationPage,
  'data-dictionary.md': dataDictionaryPage,
  'erd.md': erdPage,
  'erd.svg': erdPicture,
  'errors.md': errorsPage,
  'limits.md': limitsPage,
  'metrics.md': metricsPage,
  'permissions.md': permissionsPage,
  'rules.md': rulesPage,
  'schema.graphql': schemaPage,
  'transitions.md': transitionsPage,
  'transitions.svg': transitionsPicture,
  'types.svg': typesPicture,
};

/** A page, by its file in docs/, as the code prints it now. */
export interface Page {
  readonly name: string;
  readonly text: string;
}

/** The pages that differ from the existing ones; `read` returns the text of a page, or undefined if there is none. */
export async function stalePages(read: (name: string) => string | undefined): Promise<Page[]> {
  const names = Object.entries(PAGES);
  const pages = await Promise.all(names.map(async ([name, print]) => ({ name, text: await print() })));
  return pages.filter(({ name, text }) => read(name) !== text);
}
