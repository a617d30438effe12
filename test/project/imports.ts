// Reads the imports of the source tree and checks them against layers.json, the only source of layers and libraries'
// homes, as for the lint rules.
import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { preProcessFile } from 'typescript';
import layers from './layers.json';
import type { ProjectFile } from './project-files';

type Import = { from: string; layer: string; to: string };

const LAYERS: Record<string, string[]> = layers.imports;
const HOMES: Record<string, string[]> = layers.libraries;

/** The innermost layer of a path, given with or without `.ts`; undefined outside all of them. */
export function layerOf(path: string): string | undefined {
  return Object.keys(LAYERS)
    .filter((layer) => path === layer || `${path}.ts` === layer || path.startsWith(`${layer}/`))
    .sort((one, other) => other.length - one.length)[0];
}

/** Every import, re-export, dynamic import and require in the files of a layer; relative ones as paths. */
export function importsOf(files: ProjectFile[]): Import[] {
  return files.flatMap(({ path, text }) => {
    const layer = layerOf(path);
    if (!layer || !path.endsWith('.ts')) return [];
    return preProcessFile(text(), true, true).importedFiles.map(({ fileName }) => ({
      from: path,
      layer,
      to: fileName.startsWith('.') ? posix.join(posix.dirname(path), fileName) : fileName,
    }));
  });
}

/** The imports within the project that break the order of the layers, each as a sentence. */
export function wrongArrows(imports: Import[]): string[] {
  return imports
    .filter(({ layer, to }) => isWithinProject(to) && !mayImport(layer, to))
    .map(({ from, to }) => `${from} imports ${to}`);
}

/** The imports of a library or builtin outside the files that may use it, each as a sentence. */
export function strayLibraries(imports: Import[]): string[] {
  return imports
    .filter(({ layer, to }) => !isWithinProject(to) && !isAtHome(layer, to))
    .map(({ from, to }) => `${from} imports ${to}`);
}

/** The entry of layers.json, a library or a scope, that covers an import; undefined if there is none. */
export function libraryOf(specifier: string): string | undefined {
  return Object.keys(HOMES).find((library) => `${specifier}/`.startsWith(`${library}/`));
}

function isWithinProject(to: string): boolean {
  return ['src', 'migrations', 'sandbox', 'test', 'docs', 'lab', 'examples', 'schema', '..'].includes(
    to.split('/')[0] ?? '',
  );
}

function mayImport(layer: string, to: string): boolean {
  const target = layerOf(to);
  const given = LAYERS[layer] ?? [];
  return target === layer || given.includes(`${to}.ts`) || (target !== undefined && given.includes(target));
}

function isAtHome(layer: string, to: string): boolean {
  if (layers.anyLibrary.includes(layer)) return true;
  if (to.startsWith('node:') || builtinModules.includes(to)) return !layers.pure.includes(layer);
  return HOMES[libraryOf(to) ?? '']?.includes(layer) ?? false;
}
