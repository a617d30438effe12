// docs/database.md to the letter: a backup, what to do after it is restored, and how to request TLS.
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../sandbox/postgres/start-embedded-postgres';
import { startStandIns } from '../../sandbox/stand-ins';
import { openDatabase } from '../../src/store/data-source';
import { migrate } from '../../src/store/migrate';
import { grantApplication } from '../../src/store/connections/application-role';
import { ROOT } from '../project/project-files';
import { aVerifiedCourse, startReplica } from '../support/changes';
import { CLI } from '../support/cli';
import { ask, useEmbedded } from '../support/embedded';
import { startRestartable } from '../support/restartable';
import { selfSigned } from '../support/self-signed';

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

(bin ? test : test.skip)(
  'a backup is restored by the commands of the document: the limits are back, and history is whole',
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
      await aVerifiedCourse(writer, 'UNPUBLISHED');
      await writer.stop();
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
      const run = (commands: string) =>
        execFileSync('sh', ['-euc', filledIn(commands)], {
          cwd: ROOT,
          env: { ...env, BACKUP: folder },
          encoding: 'utf8',
        });
      const [backup = '', restore = '', after = '', ...others] = blocksOf('Backup and restore');
      const limits = (url: string) =>
        ask(
          url,
          'SELECT count(*)::integer FROM pg_db_role_setting s JOIN pg_database d ON d.oid = setdatabase WHERE datname = current_database()',
        );
      run(backup);
      const restored = server.url.replace(/track_types$/, 'track_types_restored');
      run(restore);
      const without = await limits(restored);
      const said = run(after);

      expect(others).toEqual([]);
      expect([without, await limits(server.url), await limits(restored)]).toEqual([0, 1, 1]);
      expect(said).toContain('track_types may use the tables and nothing more.');
      expect(await ask(restored, 'SELECT count(*)::integer FROM course')).toBe(1);
    } finally {
      await standIns.stop();
      await server.stop();
    }
  },
  240_000,
);

describe('TLS', () => {
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
    server = await startRestartable(join(folder, 'data'), ['ssl=on', ...files]);
  }, 60_000);
  afterAll(() => server.stop());
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
});
