// Collects settings from the environment, the YAML file of OEP-45, and files that contain one secret each. Knows the
// names, but not the meaning of any setting.
import { readFileSync } from 'node:fs';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Document, YAMLMap } from 'yaml';

export const CFG_PATH = 'TRACK_TYPES_CFG_PATH';

type Values = Readonly<Record<string, string | undefined>>;

interface KnownNames {
  /** Every setting that may be in the file. */
  readonly names: readonly string[];
  /** Those that `<name>_FILE` may give as well. */
  readonly secrets: readonly string[];
}

export interface GivenSettings {
  /** Each setting as text: a list or mapping from the file as JSON. */
  readonly values: Readonly<Record<string, string>>;
  /** By the name of the setting that is missing as a result; each starts with what to change. */
  readonly mistakes: ReadonlyMap<string, string>;
}

/** The settings given. The environment overrides the file, even if one has a secret and the other its `_FILE`. */
export function gather(env: Values, known: KnownNames): GivenSettings {
  const mistakes = new Map<string, string>();
  const file = env[CFG_PATH] ? readCfgFile(env[CFG_PATH], known, mistakes) : {};
  const values = { ...file, ...setIn(env) };
  for (const name of known.secrets) {
    const by = `${name}_FILE`;
    if (env[name] && !env[by]) delete values[by];
    if (env[by] && !env[name]) delete values[name];
    const path = values[by];
    if (path === undefined) continue;
    const secret = textOf(path)?.trim();
    if (name in values) mistakes.set(name, `${by}: is set together with ${name}; unset one of them.`);
    else if (!secret) mistakes.set(name, `${by}: cannot be read or is empty.`);
    else values[name] = secret;
  }
  return { values, mistakes };
}

function setIn(values: Values): Record<string, string> {
  const isSet = (entry: [string, string | undefined]): entry is [string, string] => Boolean(entry[1]);
  return Object.fromEntries(Object.entries(values).filter(isSet));
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** The settings in the file; its mistakes are added, and quote nothing from the file except names. */
function readCfgFile(path: string, known: KnownNames, mistakes: Map<string, string>): Record<string, string> {
  const refuse = (why: string) => {
    mistakes.set(CFG_PATH, `${CFG_PATH}: ${path} ${why}.`);
    return {};
  };
  const text = textOf(path);
  if (text === undefined) return refuse('cannot be read');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    return refuse(`is not valid YAML at line ${line}, column ${col} (${error.code})`);
  }
  if (document.contents === null) return {};
  if (!isMap(document.contents)) return refuse('is not a mapping of names to values');
  const texts = textsIn(document.contents, document);
  if (!texts) return refuse('uses a YAML alias that it does not define');
  const names = [...known.names, ...known.secrets.map((name) => `${name}_FILE`)];
  for (const name of Object.keys(texts).filter((given) => !names.includes(given))) {
    const nested = keysIn(texts[name]).filter((key) => names.includes(key));
    const cure =
      nested.length > 0
        ? `settings are not nested; move ${nested.join(', ')} to the top level`
        : `did you mean ${nearest(name, names)}?`;
    mistakes.set(name, `${name}: is not a setting (in ${path}); ${cure}`);
  }
  return setIn(texts);
}

/** Scalars as written, because 0123 and 1e5 may be secrets; null as unset. Null if an alias is undefined. */
function textsIn({ items }: YAMLMap, document: Document): Values | null {
  const written = new Map(items.map(({ key, value }) => [String(key), isScalar(value) && value.source]));
  const textFor = (name: string, value: unknown): string | undefined => {
    if (value === null) return undefined;
    return written.get(name) || (typeof value === 'string' ? value : JSON.stringify(value));
  };
  try {
    const values = Object.entries(document.toJS() as Record<string, unknown>);
    return Object.fromEntries(values.map(([name, value]) => [name, textFor(name, value)]));
  } catch {
    return null;
  }
}

/** Returns the keys of a mapping that was given as JSON, at any depth. */
const keysIn = (text = ''): string[] => [...text.matchAll(/"(\w+)":/g)].map(([, key = '']) => key);

/** The name with the smallest edit distance. */
function nearest(name: string, names: readonly string[]): string | undefined {
  const distances = names.map((known) => [distance(name.toUpperCase(), known), known] as const);
  return distances.sort(([one], [other]) => one - other)[0]?.[1];
}

/** The Levenshtein distance. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...to].entries()) {
      const [above = 0, diagonal = 0, left = 0] = [row[column + 1], row[column], next[column]];
      next.push(Math.min(above + 1, left + 1, diagonal + Number(letter !== other)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
