// export as it is run on the command line: a folder that exists completely, or not at all.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findLeft, writeWhole } from '../../src/cli/export/whole-folder';
import { writeExport } from '../../src/cli/export/write-export';
import { aVerifiedCourse, POLICY, startReplica, type Replica } from '../support/changes';
import { ended, startCli } from '../support/cli';
import { useTestDatabase } from '../support/database';
import { readManifest, readRows } from '../support/warehouse';

const database = useTestDatabase();
let folder: string;
let replica: Replica;
beforeAll(async () => {
  replica = await startReplica(database.url);
  await aVerifiedCourse(replica);
});
afterAll(() => replica.stop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'track-types-export-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the command as another process, in the test's folder. */
function run(...flags: string[]) {
  const child = startCli(['export', ...flags], { DATABASE_URL: database.url });
  return { child, ended: ended(child) };
}
const exported = (...flags: string[]) => run(...flags).ended;

test('writes all files and prints where the feed continues; with that cursor, only what is new is written', async () => {
  const [all, later] = ['all', 'later'].map((name) => join(folder, name));

  const first = await exported('--out', all ?? '');
  const { cursor } = readManifest(all ?? '');
  const { key } = await aVerifiedCourse(replica, 'UNPUBLISHED');
  const second = await exported('--out', later ?? '', '--since', all ?? '');

  expect(first).toMatchObject({ code: 0, out: expect.stringContaining('courses.jsonl: 1 row\n') });
  expect(first.out).toContain(`${all} is complete. The feed continues after ${cursor}.`);
  expect(second.code).toBe(0);
  expect(readManifest(later ?? '')).toMatchObject({
    since: cursor,
    formatVersion: 3,
    schemaVersion: expect.stringMatching(/\d{13}$/),
  });
  expect(readRows(later ?? '')).toMatchObject({
    courses: [{ courseKey: key }],
    changes: [{ courseKey: key, kind: 'COURSE_CREATED' }],
    modes: expect.arrayContaining([expect.objectContaining({ slug: 'masters' })]),
  });
}, 60_000);

test('refuses to continue an export whose files have other columns, and says the way out', async () => {
  const old = join(folder, 'old');
  mkdirSync(old);
  writeFileSync(join(old, 'manifest.json'), JSON.stringify({ format: 'jsonl', cursor: null }));

  const refused = await exported('--out', join(folder, 'onto-old'), '--since', old);

  expect(refused.code).toBe(2);
  expect(refused.err).toContain(`${old} is an export of format version 1; this one has 3.`);
  expect(refused.err).toContain('export everything, without --since');
});

test('refuses a malformed cursor, and an unknown format, before anything is written', async () => {
  const out = join(folder, 'out');

  const [cursor, format] = await Promise.all([
    exported('--out', out, '--since', 'yesterday'),
    exported('--out', out, '--format', 'xlsx'),
  ]);

  expect(cursor).toMatchObject({
    code: 2,
    err: expect.stringContaining('--since takes the folder of another export'),
  });
  expect(format).toMatchObject({
    code: 2,
    err: expect.stringContaining('Allowed choices are jsonl, csv, parquet'),
  });
  expect(readdirSync(folder)).toEqual([]);
}, 60_000);

/** Makes exports wait, with the catalogue written and courses begun, until `work` is done. */
const halfway = <T>(work: () => Promise<T>): Promise<T> =>
  replica.database.transaction(async (tx) => {
    await tx.query('LOCK TABLE course_price IN ACCESS EXCLUSIVE MODE');
    return work();
  });
async function begun(): Promise<string> {
  for (;;) {
    const [name] = readdirSync(folder);
    if (name && readdirSync(join(folder, name)).includes('courses.jsonl')) return name;
    await sleep(20);
  }
}

test('a stopped export leaves nothing', async () => {
  const { child, ended: end } = run('--out', join(folder, 'out'));

  await halfway(async () => {
    await begun();
    child.kill('SIGTERM');
    await sleep(200);
  });

  expect(await end).toMatchObject({ code: 2, err: expect.stringContaining('Stopped before the end') });
  expect(readdirSync(folder)).toEqual([]);
}, 60_000);

test('a killed export leaves nothing that looks complete, and the next one reports it', async () => {
  const { child, ended: end } = run('--out', join(folder, 'out'));

  const left = await halfway(async () => {
    const name = await begun();
    child.kill('SIGKILL');
    await end;
    return name;
  });
  const next = await exported('--out', join(folder, 'out'));

  expect(left).toMatch(/^out\.partial-/);
  expect(readdirSync(join(folder, left))).not.toContain('manifest.json');
  expect(next).toMatchObject({
    code: 0,
    err: expect.stringContaining(`${left} was left by a run that was killed.`),
  });
}, 60_000);

test('a signal ends it between two batches', async () => {
  const stopping = new AbortController();
  const progressOf = () => ({ step: () => stopping.abort(new Error('Enough.')) });
  const options = {
    folder,
    format: 'jsonl',
    since: null,
    policy: POLICY,
    signal: stopping.signal,
    progressOf,
  } as const;

  await expect(writeExport(replica.database, options)).rejects.toThrow('Enough.');
});

describe('the folder', () => {
  const out = () => join(folder, 'deep', 'out');
  const fill = (text: string) => async (partial: string) =>
    writeFileSync(join(partial, 'manifest.json'), text);
  const failing = async (partial: string) => {
    writeFileSync(join(partial, 'courses.jsonl'), '');
    throw new Error('The disk is full.');
  };
  const held = () => readFileSync(join(out(), 'manifest.json'), 'utf8');

  test('gets its name when it is complete, in folders that are created for it', async () => {
    await writeWhole(out(), false, fill('first'));

    expect(held()).toBe('first');
    expect(readdirSync(join(folder, 'deep'))).toEqual(['out']);
  });

  test('may exist if it is empty', async () => {
    mkdirSync(out(), { recursive: true });

    await writeWhole(out(), false, fill('first'));

    expect(held()).toBe('first');
  });

  test('is replaced only on request', async () => {
    await writeWhole(out(), false, fill('first'));

    await expect(writeWhole(out(), false, fill('second'))).rejects.toThrow(
      '--replace puts the new one in its place',
    );
    expect(held()).toBe('first');
    await writeWhole(out(), true, fill('second'));

    expect(held()).toBe('second');
    expect(await findLeft(out())).toEqual([]);
  });

  test('is never replaced if it is not an export', async () => {
    mkdirSync(out(), { recursive: true });
    writeFileSync(join(out(), 'thesis.txt'), '');

    await expect(writeWhole(out(), true, fill('first'))).rejects.toThrow('exists and is not an export');

    expect(readdirSync(out())).toEqual(['thesis.txt']);
  });

  test('stays as it was if the new one fails, which leaves nothing', async () => {
    await writeWhole(out(), false, fill('first'));

    await expect(writeWhole(out(), true, failing)).rejects.toThrow('The disk is full.');

    expect(held()).toBe('first');
    expect(readdirSync(join(folder, 'deep'))).toEqual(['out']);
  });

  test('goes to the first of two exports written at once', async () => {
    const second = writeWhole(out(), false, async (partial) => {
      await writeWhole(out(), false, fill('first'));
      await fill('second')(partial);
    });

    await expect(second).rejects.toThrow('ENOTEMPTY');
    expect(held()).toBe('first');
  });
});
