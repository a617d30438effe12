// `npm run fuzz -- --documents 20000 --seed N`: like the test, with as many random documents as time allows. Prints
// differences, and exits with 1 if there are any.
import { parseArgs } from 'node:util';
import { createTestApp } from '../../support/app';
import globalSetup from '../../support/global-setup';
import globalTeardown from '../../support/global-teardown';
import { compareRandom, overHttp, plain, UNLIMITED, worldIn } from './compare';

const { values } = parseArgs({
  options: { documents: { type: 'string', default: '20000' }, seed: { type: 'string', default: '1' } },
});
/** So that progress is visible; the seeds are consecutive. */
const AT_ONCE = 500;

async function main(): Promise<number> {
  await globalSetup();
  const app = await createTestApp(UNLIMITED);
  try {
    const answerers = { expected: plain(app), answered: overHttp(app), pools: await worldIn(app) };
    let different = 0;
    for (let done = 0; done < Number(values.documents); done += AT_ONCE) {
      const seed = Number(values.seed) + done / AT_ONCE;
      const documents = Math.min(AT_ONCE, Number(values.documents) - done);
      const { differences, withData, withErrors } = await compareRandom(answerers, { documents, seed });
      for (const difference of differences) console.log(JSON.stringify(difference, null, 2));
      different += differences.length;
      const found = `${differences.length} differences, ${withData} with data, ${withErrors} with errors`;
      console.log(`seed ${seed}: ${documents} documents, ${found}`);
    }
    console.log(`${values.documents} documents from seed ${values.seed}: ${different} differences`);
    return different;
  } finally {
    await app.stop();
    await globalTeardown();
  }
}

main().then(
  (different) => process.exit(different === 0 ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
