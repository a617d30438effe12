// verify-history: checks the hash chain of every subject. Reads only.
import { countEntries, verifyHistory } from '../store/history/verify';
import type { Cli, Outcome } from './command';
import { withDatabase, withPool } from './database';

/** Not all is well where an entry does not fit. */
export async function verifyHistoryCommand({ config, say, progressOf }: Cli): Promise<Outcome> {
  const result = await withDatabase(config, (url) =>
    withPool({ url, poolSize: 1 }, async (database) => {
      const progress = progressOf(await countEntries(database));
      return verifyHistory(database, (entries) => progress.step(entries, 'entries'));
    }),
  );
  const { entries, first, misfits } = result;
  if (!first) {
    say(`All ${entries} entries of history fit.`);
    return { code: 0, result };
  }
  const { id, subject, at } = first;
  say(`Entry ${id} of ${subject}, at ${at.toISOString()}, is the first that does not fit.`);
  say('It was altered, or one before it was altered, removed or put in.');
  say(`${misfits} of ${entries} entries do not fit.`);
  return { code: 1, result };
}
