// Builds addresses of an embedded server, and runs the supervisor's own few queries. The application has its own pool.
import { Client } from 'pg';
import { SUPERUSER, type Cluster } from './cluster';
import { errorCode } from './processes';

/** The name of the application's database. */
export const DATABASE = 'track_types';

// Not listening yet, starting or shutting down, cut off meanwhile, or the database does not exist yet.
const NOT_YET = ['ECONNREFUSED', '57P03', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '3D000'];

export function urlOf(cluster: Cluster, port: number, database: string): string {
  return `postgres://${SUPERUSER}:${cluster.password}@127.0.0.1:${port}/${database}`;
}

/** Whether the server accepts connections. Throws if it refuses permanently, for example for a wrong password. */
export async function answers(url: string): Promise<boolean> {
  try {
    await withClient(url, (client) => client.query('select 1'));
    return true;
  } catch (error) {
    if (NOT_YET.includes(errorCode(error) ?? '') || isCutOff(error)) return false;
    throw error;
  }
}

/** Creates the application's database unless it exists. */
export async function ensureDatabase(cluster: Cluster, port: number): Promise<void> {
  await withClient(urlOf(cluster, port, 'postgres'), async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  });
}

async function withClient(url: string, use: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // A broken connection also fails the query or the connection attempt, which handles it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await use(client);
  } finally {
    await client.end();
  }
}

// The driver's own errors have no code.
function isCutOff(error: unknown): boolean {
  return error instanceof Error && /Connection terminated|timeout expired/.test(error.message);
}
