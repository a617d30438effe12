// The product's schema, which the other GraphQL servers answer by.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// From where they run when they are compiled: lab/bench/dist/lab/bench/peers.
const SCHEMA = join(__dirname, '..', '..', '..', '..', '..', '..', 'schema');
/** Without the directives for gateways that enforce scopes: as our own server is asked by default. */
export const readSchema = (): string =>
  readdirSync(SCHEMA)
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => readFileSync(join(SCHEMA, file), 'utf8'))
    .join('\n')
    .replaceAll(/@authenticated(?!")|@requiresScopes\(scopes: \[\[[^\]]*\]\]\)/g, '')
    .replace(', "@authenticated", "@requiresScopes"', '');
