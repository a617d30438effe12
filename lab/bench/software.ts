// The versions of what is measured: figures are comparable only for the same ones.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';

const SHOWN = [
  '@apollo/server',
  'graphql',
  'graphql-jit',
  'mercurius',
  'fastify',
  'postgraphile',
  'typeorm',
  'pg',
];

/** Of Node.js, of the database at that address, and of the libraries that the peers use. */
export async function softwareOf(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
    const libraries = SHOWN.map((name) => `${name} ${installed(name)}`);
    return [
      `Node ${process.versions.node}`,
      `PostgreSQL ${rows[0]?.server_version ?? ''}`,
      ...libraries,
    ].join(', ');
  } finally {
    await client.end();
  }
}

function installed(name: string): string {
  const text = readFileSync(join(__dirname, 'node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
