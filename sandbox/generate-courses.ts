// npm run generate-courses -- FILE: writes invented courses in course-discovery's format, to try an import with.
import { createWriteStream, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { generatedJson, generatedTypeOptions } from './generated-courses';

const USAGE = `npm run generate-courses -- FILE [--courses 1000] [--seed 1] [--type-options FILE]
Writes a JSON array, or JSON Lines where the name ends in .jsonl.`;

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      courses: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      'type-options': { type: 'string' },
    },
  });
  const [file] = positionals;
  const [courses, seed] = [Number(values.courses), Number(values.seed)];
  if (file === undefined || !Number.isInteger(courses) || !Number.isInteger(seed)) throw new Error(USAGE);
  const json = generatedJson({ courses, seed }, file.endsWith('.jsonl') ? 'LINES' : 'ARRAY');
  await pipeline(Readable.from(json), createWriteStream(file));
  const options = values['type-options'];
  if (options !== undefined) writeFileSync(options, `${JSON.stringify(generatedTypeOptions(), null, 2)}\n`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
