// Prepares repeated statements on the server: parsing and planning the statement that reads a hundred runs takes as
// long as running it.
import type { Client } from 'pg';

/** Names of statements with values, by text. A process has few, except for lists: one per set of filters. */
const NAMES = new Map<string, string>();
const MAX_NAMES = 500;

/** The best plan depends on which values are null, so a shared plan would be bad. */
const PLANNED_EACH_TIME = /IS NULL OR/;

/** Makes this connection prepare statements with values, by their text. */
export function prepareStatements(client: Client): void {
  const send = client.query.bind(client) as (...given: readonly unknown[]) => unknown;
  const query = (asked: unknown, values?: unknown, ...rest: readonly unknown[]): unknown => {
    const config = typeof asked === 'string' && Array.isArray(values) ? { text: asked, values } : asked;
    const name = isStatement(config) ? nameOf(config) : undefined;
    if (name === undefined) return send(asked, values, ...rest);
    const named = { name, ...(config as object) };
    // For a statement given as an object, the second argument is the callback.
    return config === asked ? send(named, values, ...rest) : send(named, ...rest);
  };
  Object.assign(client, { query });
}

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

function isStatement(asked: unknown): asked is Statement {
  if (typeof asked !== 'object' || asked === null || 'name' in asked || 'submit' in asked) return false;
  return 'text' in asked && 'values' in asked && Array.isArray(asked.values);
}

function nameOf({ text, values }: Statement): string | undefined {
  const known = NAMES.get(text);
  if (known !== undefined || values.length === 0) return known;
  if (NAMES.size >= MAX_NAMES || PLANNED_EACH_TIME.test(text)) return undefined;
  const name = `track_types_${NAMES.size}`;
  NAMES.set(text, name);
  return name;
}
