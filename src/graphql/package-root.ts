// Where the package is, for the files that are served from beside the code.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of package.json, from anywhere in src/ or dist/src/. */
export function packageRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : packageRoot(dirname(folder));
}
