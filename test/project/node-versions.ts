// Other versions of Node.js, to run beside this one. They come from npm's package `node`, into the folder for temporary
// files, and stay there for the next time.
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export interface Node {
  readonly binary: string;
  /** The version that it reports. */
  readonly version: string;
}

/** That version, downloaded if missing. Throws npm's error if that fails. */
export async function nodeOf(wanted: string): Promise<Node> {
  const name = `node-${process.platform}-${process.arch}`;
  const folder = join(tmpdir(), `track-types-node-${wanted}`);
  const binary = join(folder, 'node_modules', name, 'bin', 'node');
  const versionOf = async () => (await execute(binary, ['--version'])).stdout.trim();
  const flags = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--ignore-scripts'];
  const version = await versionOf().catch(async () => {
    await execute('npm', ['install', '--prefix', folder, ...flags, `${name}@${wanted}`]);
    return versionOf();
  });
  return { binary, version };
}
