// Like ../../jest.config.js, but only for the tests behind gateways. `npm run test:gateways` installs those first.
const all = require('../../jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  ...all,
  rootDir: '../..',
  roots: ['<rootDir>/lab/gateways', '<rootDir>/src', '<rootDir>/test'],
  testMatch: ['<rootDir>/lab/gateways/*.test.ts'],
};
