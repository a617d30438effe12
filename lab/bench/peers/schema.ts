// The product's schema, which the other GraphQL servers implement.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// Relative to the compiled peers: lab/bench/dist/lab/bench/peers.
const SCHEMA = join(__dirname, '..', '..', '..', '..', '..', '..', 'schema');
/** Without the directives for gateways that enforce scopes, which our own server leaves out by default. */
export const readSchema = (): string =>
  readdirSync(SCHEMA)
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => readFileSync(join(SCHEMA, file), 'utf8'))
    .join('\n')
    .replaceAll(/@authenticated(?!")|@requiresScopes\(scopes: \[\[[^\]]*\]\]\)/g, '')
    .replace(', "@authenticated", "@requiresScopes"', '');
