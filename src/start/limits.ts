// Maps the settings to limits.
import { ConfigError } from '../settings/config';
import type { Config } from '../settings/config';
import type { Load } from '../graphql/http/http-server';
import { readDocuments } from '../graphql/http/listed-documents';
import type { ListedDocuments } from '../graphql/http/listed-documents';
import type { Limits } from '../graphql/limits/limits';
import { buildSchema } from '../graphql/schema';

/** The limits of one request. */
export const limitsOf = (config: Config): Limits => ({
  bytes: config.MAX_BODY_BYTES,
  tokens: config.MAX_TOKENS,
  depth: config.MAX_DEPTH,
  aliases: config.MAX_ALIASES,
  rootFields: config.MAX_ROOT_FIELDS,
  directives: config.MAX_DIRECTIVES,
  selections: config.MAX_SELECTIONS,
  cost: config.MAX_COST,
  nameBytes: config.MAX_NAME_BYTES,
  answerBytes: config.MAX_ANSWER_BYTES,
  representations: config.MAX_REPRESENTATIONS,
  seconds: config.OPERATION_SECONDS,
});

/** The limits of the whole process. */
export const loadOf = (config: Config): Load => ({
  inFlight: config.MAX_IN_FLIGHT,
  arrivingBytes: config.MAX_ARRIVING_BYTES,
  cacheBytes: config.CACHE_BYTES,
  connections: config.MAX_CONNECTIONS,
  receiveSeconds: config.RECEIVE_SECONDS,
  keepAliveSeconds: config.KEEP_ALIVE_SECONDS,
});

/** The only documents that may run; undefined: any. Throws a ConfigError for documents that could not run. */
export function documentsOf(config: Config): ListedDocuments | undefined {
  const folder = config.PERSISTED_DOCUMENTS;
  if (folder === undefined) return undefined;
  const { documents, mistakes } = readDocuments(folder, { schema: buildSchema(), limits: limitsOf(config) });
  if (mistakes.length > 0)
    throw new ConfigError(mistakes.map((mistake) => `PERSISTED_DOCUMENTS: ${mistake}`));
  return documents;
}
