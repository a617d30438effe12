// Restricts requests to a list of documents, for clients that know all their queries in advance. They send the text, or
// its id as GraphQL over HTTP defines it: `documentId`, the SHA-256 of the text.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, specifiedRules, validate } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { Fault } from '../../model/faults';
import { limitsRule } from '../limits/enforce-limits';
import type { Limits } from '../limits/limits';
import { answerFault } from './http-errors';
import type { IncomingRequest, Handler } from './handlers';

/** Document texts by id. */
export type ListedDocuments = ReadonlyMap<string, string>;

/** Reads every `*.graphql` of the folder and validates each now, so that nobody meets a mistake at request time. */
export function readDocuments(
  folder: string,
  { schema, limits }: { readonly schema: GraphQLSchema; readonly limits: Limits },
): { readonly documents: ListedDocuments; readonly mistakes: readonly string[] } {
  const mistakesIn = (text: string): readonly string[] => {
    const document = parse(text, { maxTokens: limits.tokens });
    return validate(schema, document, [...specifiedRules, limitsRule(schema, limits)]).map(
      ({ message }) => message,
    );
  };
  const documents = new Map<string, string>();
  const mistakes: string[] = [];
  const trying = (what: string, read: () => readonly string[]): void => {
    try {
      mistakes.push(...read().map((mistake) => `${what}: ${mistake}`));
    } catch (error) {
      mistakes.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  trying(folder, () => {
    const names = readdirSync(folder).filter((name) => name.endsWith('.graphql'));
    for (const name of names) {
      // An editor ends a file with a newline; tools that hash a document do not.
      const text = readFileSync(join(folder, name), 'utf8').trim();
      documents.set(idOf(text), text);
      trying(name, () => mistakesIn(text));
    }
    return names.length === 0 ? ['has no *.graphql files.'] : [];
  });
  return { documents, mistakes };
}

/** Refuses all other documents, and replaces an id by its text. */
export function onlyListed(documents: ListedDocuments, onRefused?: (what: string) => void): Handler {
  return (request, response, next) => {
    const { documentId, query } = paramsOf(request);
    const id = typeof documentId === 'string' ? documentId.replace(/^(?!sha256:)/, 'sha256:') : null;
    const text = documents.get(id ?? (typeof query === 'string' ? idOf(query.trim()) : ''));
    if (text === undefined) {
      onRefused?.('document');
      const message = 'Only listed documents may run here, and this one is not on the list.';
      return answerFault(response, 400, new Fault('DOCUMENT_NOT_LISTED', message));
    }
    if (id !== null) setQuery(request, text);
    next();
  };
}

const idOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const searchOf = ({ url = '' }: IncomingRequest): URLSearchParams => new URLSearchParams(url.split('?')[1]);

function paramsOf(request: IncomingRequest): Readonly<Record<string, unknown>> {
  if (request.method === 'GET') return Object.fromEntries(searchOf(request));
  return (request.body ?? {}) as Record<string, unknown>;
}

function setQuery(request: IncomingRequest, query: string): void {
  if (request.method !== 'GET') {
    request.body = { ...(request.body as object), query };
    return;
  }
  const search = searchOf(request);
  search.set('query', query);
  request.url = `${request.url?.split('?')[0]}?${search.toString()}`;
}
