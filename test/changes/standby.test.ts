// With a synchronous standby: nobody is told that something is saved if only the primary has it.
import { createCourse } from '../../src/changes/create-course';
import { openDatabase } from '../../src/store/data-source';
import type { Database } from '../../src/store/database';
import { migrate } from '../../src/store/migrate';
import { accepted, DEVELOPER, freshKeys, startReplica, type Replica } from '../support/changes';
import { useEmbedded } from '../support/embedded';
import { until } from '../support/until';

const { newFolder, start } = useEmbedded();
let admin: Database;
let replica: Replica;
afterAll(async () => {
  await replica.stop();
  await admin.destroy();
});

async function expectStandby(name: string): Promise<void> {
  await admin.query(`ALTER SYSTEM SET synchronous_standby_names = '${name}'`);
  await admin.query('SELECT pg_reload_conf()');
  // The checkpointer decides whether commits wait; it reads the settings first.
  await admin.query('CHECKPOINT');
}

async function waiting(): Promise<number[]> {
  const rows = await admin.query<{ pid: number }[]>(
    `SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'`,
  );
  return rows.map(({ pid }) => pid);
}
const untilOneWaits = () => until(async () => (await waiting()).length === 1);

test('a repeat waits for the standby too, if its first try was cut off before the standby had it', async () => {
  const { url } = await start({ dataDir: newFolder(), durable: true });
  await migrate(url);
  admin = await openDatabase({ url, poolSize: 1, applicationName: 'admin' });
  replica = await startReplica(url);
  const { key } = freshKeys();
  const input = { key, title: 'Data', type: 'masters', prices: [], runs: [], idempotencyKey: 'once' };
  const ask = () => createCourse(replica, DEVELOPER, input);
  await expectStandby('away');

  const cutOff = expect(ask()).rejects.toThrow(/terminated/);
  await untilOneWaits();
  await admin.query('SELECT pg_terminate_backend($1)', await waiting());
  await cutOff;
  const again = ask();
  const seen = await Promise.race([again.then(() => 'acknowledged'), untilOneWaits().then(() => 'waits')]);
  await expectStandby('');

  expect(seen).toBe('waits');
  expect(accepted(await again).course).toMatchObject({ key, version: 1 });
}, 60_000);
