// As the other tests run (jest.config.js in the root), but only those of the form. `npm run test:publisher` builds it first.
const all = require('../../jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  ...all,
  rootDir: '../..',
  roots: ['<rootDir>/examples/publisher/test', '<rootDir>/src', '<rootDir>/test'],
  testMatch: ['<rootDir>/examples/publisher/test/*.test.ts'],
};
