// Finds the package's folder, for files that are served from beside the code.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Returns the folder of package.json, from anywhere in src/ or dist/src/. Throws if none is above. */
export function packageRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  if (dirname(folder) === folder)
    throw new Error('The code was moved away from its package.json and schema/.');
  return packageRoot(dirname(folder));
}
