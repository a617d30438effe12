// docs/database.md to the letter: a backup, what to do after it is restored, how to request TLS, and a socket.
import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../sandbox/postgres/start-embedded-postgres';
import { startStandIns, type StandIns } from '../../sandbox/stand-ins';
import { changeCourse } from '../../src/changes/change-course';
import { DEVELOPER } from '../../src/identity/permissions';
import { createRelay } from '../../src/provisioning/relay';
import { openDatabase } from '../../src/store/data-source';
import { migrate } from '../../src/store/migrate';
import { grantApplication } from '../../src/store/connections/application-role';
import { ROOT } from '../project/project-files';
import { connect, QUICK, silent } from '../provisioning/outbox-world';
import { until } from '../support/until';
import { accepted, aVerifiedCourse, startReplica } from '../support/changes';
import { CLI, ended, type Ended } from '../support/cli';
import { ask, useEmbedded } from '../support/embedded';
import { startRestartable } from '../support/restartable';
import { selfSigned } from '../support/self-signed';
import { bothSystems } from '../support/systems';

const { newFolder } = useEmbedded();
/** A server and its pg_dump of the same version, as Debian packages them. */
const DEBIAN = '/usr/lib/postgresql';
const bins = existsSync(DEBIAN) ? readdirSync(DEBIAN).map((version) => join(DEBIAN, version, 'bin')) : [];
const bin = bins
  .filter((each) => ['postgres', 'pg_dump', 'pg_restore'].every((name) => existsSync(join(each, name))))
  .at(-1);

/** The commands of a section, by block. */
const blocksOf = (heading: string): string[] => {
  const text = readFileSync(join(ROOT, 'docs/database.md'), 'utf8');
  const section = text.slice(text.indexOf(`\n## ${heading}\n`) + 1).split('\n## ')[0] ?? '';
  return [...section.matchAll(/^```sh\n(.*?)^```/gms)].map(([, body = '']) => body);
};

/** Delivers everything that waits in that database. */
async function deliver(url: string, { ecommerce, lms }: StandIns): Promise<void> {
  const database = await connect(url);
  const targets = bothSystems('graphql', { ECOMMERCE: ecommerce.url, LMS: lms.url }, { deadlineMs: 5_000 });
  const options = { database, targets, settings: QUICK, random: Math.random };
  const relay = createRelay({ ...options, replica: 'test', log: silent });
  relay.start();
  try {
    await until(async () => {
      const waiting = `SELECT FROM provisioning WHERE state IN ('PENDING', 'RETRYING') LIMIT 1`;
      return (await database.query<object[]>(waiting)).length === 0;
    });
  } finally {
    await relay.stop();
    await targets.close();
    await database.destroy();
  }
}

(bin ? test : test.skip)(
  'a backup is restored by the commands of the document: limits and history are back, and what was lost since is named',
  async () => {
    const folder = newFolder();
    // Debian's programs must be able to enter it as another user.
    chmodSync(folder, 0o755);
    const server = await startEmbeddedPostgres({
      dataDir: join(folder, 'data'),
      durable: false,
      binDir: bin,
    });
    const standIns = await startStandIns({ ecommercePort: 0, lmsPort: 0 });
    try {
      await ask(server.url, `CREATE ROLE track_types LOGIN PASSWORD 'secret'`);
      await migrate(server.url);
      await grantApplication(server.url, 'track_types');
      const writer = await startReplica(server.url);
      const { key, run: soldRun, version } = await aVerifiedCourse(writer);
      await deliver(server.url, standIns);
      const { username, password, host } = new URL(server.url);
      const filledIn = (commands: string) =>
        commands
          .replaceAll(
            /postgres:\/\/(admin|track_types_owner):…@db\//g,
            `postgres://${username}:${password}@${host}/`,
          )
          .replaceAll('--owner=track_types_owner', `--owner=${username}`)
          .replaceAll('npm run cli --', CLI.join(' '));
      const env = {
        ...process.env,
        ...{ PATH: `${bin}:${process.env['PATH']}`, NODE_PATH: ROOT },
        ...{ ECOMMERCE_URL: standIns.ecommerce.url, LMS_URL: standIns.lms.url },
      };
      const run = (commands: string): Promise<Ended> =>
        ended(spawn('sh', ['-euc', filledIn(commands)], { cwd: ROOT, env: { ...env, BACKUP: folder } }));
      const [backup = '', restore = '', after = '', ...others] = blocksOf('Backup and restore');
      const limits = (url: string) =>
        ask(
          url,
          'SELECT count(*)::integer FROM pg_db_role_setting s JOIN pg_database d ON d.oid = setdatabase WHERE datname = current_database()',
        );
      expect([(await run(backup)).code, others]).toEqual([0, []]);
      const prices = [{ seatType: 'verified', amount: '59.00' }];
      accepted(
        await changeCourse(writer, DEVELOPER, { key, expectedVersion: version, reason: 'dearer', prices }),
      );
      await writer.stop();
      await deliver(server.url, standIns);
      const restored = server.url.replace(/track_types$/, 'track_types_restored');
      const onRestored = (command: string) =>
        run(`export DATABASE_URL=${restored}\nnpm run cli -- ${command}`);
      const newer = join(folder, 'newer.jsonl');
      const wrote = await run(
        `export DATABASE_URL=${server.url}\nnpm run cli -- verify-history --write-anchor ${newer}`,
      );
      const made = await run(restore);
      const without = await limits(restored);
      const { code, out } = await run(after);

      expect([wrote.code, made.code]).toEqual([0, 0]);
      expect([without, await limits(server.url), await limits(restored)]).toEqual([0, 1, 1]);
      expect(out).toContain('track_types may use the tables and nothing more.');
      // The price of the lost change is still on sale.
      expect(out).toContain(`${soldRun} ECOMMERCE DIFFERENT seat:verified price is 59.00, should be 49.00\n`);
      expect(code).toBe(1);
      const lost = await onRestored(`verify-history --anchor ${newer}`);
      expect([lost.code, lost.out]).toEqual([1, expect.stringContaining(`course:${key}`)]);

      expect((await onRestored('reconcile --all --repair')).code).toBe(1);
      await deliver(restored, standIns);
      expect((await onRestored('reconcile --all')).code).toBe(0);
    } finally {
      await standIns.stop();
      await server.stop();
    }
  },
  240_000,
);

describe('TLS and sockets', () => {
  const { key, cert } = selfSigned();
  let server: Awaited<ReturnType<typeof startRestartable>>;
  let folder: string;
  beforeAll(async () => {
    folder = newFolder();
    for (const [name, text] of Object.entries({ key, cert })) {
      writeFileSync(join(folder, name), text, { mode: 0o600 });
      if (process.getuid?.() === 0) chownSync(join(folder, name), 65534, 65534);
    }
    chmodSync(folder, 0o755);
    const files = [`ssl_cert_file=${join(folder, 'cert')}`, `ssl_key_file=${join(folder, 'key')}`];
    // The server runs as another user than root does.
    mkdirSync(socketsIn(folder));
    chmodSync(socketsIn(folder), 0o777);
    const socket = `unix_socket_directories=${socketsIn(folder)}`;
    server = await startRestartable(join(folder, 'data'), ['ssl=on', ...files, socket]);
  }, 60_000);
  afterAll(() => server.stop());
  const socketsIn = (parent: string) => join(parent, 'sockets');
  const opened = async (query: string): Promise<unknown> => {
    const db = await openDatabase({ url: `${server.url}?${query}`, poolSize: 1 }).catch(String);
    if (typeof db === 'string') return db;
    const [row] = await db.query('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
    await db.destroy();
    return row.ssl;
  };

  test.each([
    ['sslmode=disable', false],
    ['sslmode=no-verify', true],
    ['sslmode=verify-full', expect.stringMatching(/self-signed certificate/)],
    ['sslmode=require', expect.stringMatching(/self-signed certificate/)],
    [
      'sslmode=verify-full&sslrootcert=FOLDER/cert',
      expect.stringMatching(/does not match certificate|altnames/),
    ],
    ['uselibpqcompat=true&sslmode=require', true],
  ])('%s: what is encrypted and verified', async (query, expected) => {
    expect(await opened(query.replace('FOLDER', folder))).toEqual(expected);
  });

  test("a URL with a folder instead of a host leads to the server's socket", async () => {
    const { username, password, port, pathname } = new URL(server.url);
    const url = `postgres://${username}:${password}@${pathname}?host=${socketsIn(folder)}&port=${port}`;

    await migrate(url);
    const db = await openDatabase({ url, poolSize: 1 });
    const [row] = await db.query('SELECT inet_server_addr() AS address, count(*) > 0 AS has_modes FROM mode');
    await db.destroy();

    expect(row).toEqual({ address: null, has_modes: true });
  });
});
