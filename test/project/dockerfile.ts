// Does what `docker build` does with a Dockerfile, without Docker: a folder for each stage, in which each line runs in
// order. Knows the instructions that ours uses; any other, or a pattern in .dockerignore, is an error.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { basename, delimiter, dirname, join, relative } from 'node:path';
import { nodeOf } from './node-versions';

/** A stage that is being built. */
export interface Stage {
  /** Its file system. */
  readonly root: string;
  /** The working directory of commands. */
  readonly cwd: string;
  /** The environment that the image sets, with Node.js first in PATH. */
  readonly env: Readonly<Record<string, string>>;
  readonly user: string | undefined;
  readonly cmd: readonly string[];
  readonly healthcheck: readonly string[];
}
type Building = { -readonly [Key in keyof Stage]: Stage[Key] };

/** The instructions, each with its lines joined. */
const instructionsOf = (text: string): [instruction: string, rest: string][] =>
  text
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter(Boolean)
    .map((line) => [line.split(' ')[0] ?? '', line.slice(line.indexOf(' ') + 1)]);

/** Builds all stages in `folder`, from the files of `context`; returns them by name, the last one as `last`. */
export async function build(context: string, folder: string): Promise<Map<string, Stage>> {
  const stages = new Map<string, Building>();
  for (const [instruction, rest] of instructionsOf(readFileSync(join(context, 'Dockerfile'), 'utf8'))) {
    if (instruction === 'FROM') {
      const [, version = '', name = 'last'] = /^node:(\d+)-bookworm-slim(?: AS (\w+))?$/.exec(rest) ?? [];
      stages.set(name, await stageOf(join(folder, name), version));
      continue;
    }
    const stage = [...stages.values()].at(-1);
    const perform = INSTRUCTIONS[instruction];
    if (!stage || !perform) throw new Error(`${instruction} is not known here.`);
    perform(stage, rest, { context, stages });
  }
  return stages;
}

async function stageOf(root: string, version: string): Promise<Building> {
  const { binary } = await nodeOf(version);
  mkdirSync(root, { recursive: true });
  const PATH = dirname(binary) + delimiter + (process.env['PATH'] ?? '');
  return { root, cwd: root, env: { PATH }, user: undefined, cmd: [], healthcheck: [] };
}

/** The variables of a `.env`, as compose reads it. */
export function envIn(text: string): Record<string, string> {
  const lines = [...text.matchAll(/^(\w+)=(?:'((?:[^'\\]|\\.)*)'|(.*))$/gm)];
  return Object.fromEntries(
    lines.map(([, name = '', quoted, plain]) => [name, quoted?.replaceAll("\\'", "'") ?? plain ?? '']),
  );
}

interface From {
  readonly context: string;
  readonly stages: ReadonlyMap<string, Building>;
}

const INSTRUCTIONS: Readonly<Record<string, (stage: Building, rest: string, from: From) => void>> = {
  WORKDIR: (stage, rest) => {
    stage.cwd = join(stage.root, rest);
    mkdirSync(stage.cwd, { recursive: true });
  },
  ENV: (stage, rest) => {
    const pairs = rest.split(' ').map((pair) => pair.split('=') as [string, string]);
    stage.env = { ...stage.env, ...Object.fromEntries(pairs) };
  },
  RUN: (stage, rest) => {
    // This machine's npm settings stay in force: the registry and the cache.
    const { NODE_ENV: _, ...machine } = process.env;
    execFileSync('sh', ['-c', rest], { cwd: stage.cwd, env: { ...machine, ...stage.env }, stdio: 'pipe' });
  },
  COPY: (stage, rest, { context, stages }) => {
    const [, from, paths = ''] = /^(?:--from=(\w+) )?(.*)$/.exec(rest) ?? [];
    const source = from === undefined ? context : stages.get(from)?.root;
    if (source === undefined) throw new Error(`There is no stage ${from}.`);
    const words = paths.split(' ');
    const target = words.pop() ?? '';
    for (const word of words) {
      const isFolder = statSync(join(source, word)).isDirectory();
      const to = join(stage.cwd, target, isFolder || !target.endsWith('/') ? '' : basename(word));
      cpSync(join(source, word), to, {
        recursive: true,
        filter: from === undefined ? keptIn(context) : undefined,
      });
    }
  },
  USER: (stage, rest) => void (stage.user = rest),
  CMD: (stage, rest) => void (stage.cmd = JSON.parse(rest) as string[]),
  HEALTHCHECK: (stage, rest) =>
    void (stage.healthcheck = JSON.parse(/CMD (.*)$/.exec(rest)?.[1] ?? '[]') as string[]),
  EXPOSE: () => undefined,
};

function keptIn(context: string): (path: string) => boolean {
  const ignored = readFileSync(join(context, '.dockerignore'), 'utf8').split('\n').filter(Boolean);
  const pattern = ignored.find((line) => /[*!?#]/.test(line));
  if (pattern !== undefined) throw new Error(`The pattern ${pattern} of .dockerignore is not known here.`);
  return (path) =>
    !ignored.some((line) => `${relative(context, path)}/`.startsWith(`${line}/`)) && existsSync(path);
}
