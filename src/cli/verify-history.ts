// verify-history: checks the hash chain of every subject. Reads only.
import type { Config } from '../config';
import { openDatabase } from '../store/data-source';
import { countEntries, verifyHistory } from '../store/history/verify';
import type { Verification } from '../store/history/verify';
import { withDatabase } from './database';
import { createProgress } from './progress';

/** The exit code: 0 all is as it was written, 1 an entry does not fit, 2 it could not be checked. */
export async function verifyHistoryCommand(config: Config): Promise<number> {
  try {
    const { entries, first, misfits } = await withDatabase(config, verify);
    if (!first) {
      console.log(`All ${entries} entries of history fit.`);
      return 0;
    }
    const { id, subject, at } = first;
    console.log(`Entry ${id} of ${subject}, at ${at.toISOString()}, is the first that does not fit.`);
    console.log('It was altered, or one before it was altered, removed or put in.');
    console.log(`${misfits} of ${entries} entries do not fit.`);
    return 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 2;
  }
}

async function verify(url: string): Promise<Verification> {
  const database = await openDatabase({ url, poolSize: 1 });
  try {
    const progress = createProgress(await countEntries(database));
    return await verifyHistory(database, (entries) => progress.step(entries, 'entries'));
  } finally {
    await database.destroy();
  }
}
