// How the tests run: TypeScript through swc, one PostgreSQL for all (test/support), a copied database per test file.
// The swc settings (test/support/swc.json) repeat tsconfig.json's, or entities would behave differently under test.
/** Packages without a CommonJS build, which jest's own require cannot load before swc has rewritten them. */
const ESM_ONLY = ['csv-parse', 'hyparquet', 'hyparquet-writer', 'jose', 'stream-chain', 'stream-json'];

/** @type {import('jest').Config} */
module.exports = {
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testEnvironment: 'node',
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  testTimeout: 30_000,
  // More than CI's two processors: many tests wait for a time or for another process.
  maxWorkers: 3,
  testSequencer: '<rootDir>/test/support/slow-first.js',
  transform: {
    '^.+\\.[cm]?[jt]s$': ['@swc/jest', require('./test/support/swc.json')],
  },
  // import() in TypeScript names the file as it is after the build.
  moduleNameMapper: {
    '^(\\.{1,2}/.*/(?:with-sandbox|start-embedded-postgres|redis-sink|studio-events))\\.js$': '$1',
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:${ESM_ONLY.join('|')})/)`],
};
