// Starts the test files that take longest first, so that none of them is the last to end. Jest remembers how long each
// took, but a clean clone has no memory: there, those come first that start processes or a browser.
const { default: Sequencer } = require('@jest/test-sequencer');

const SLOW = /\/test\/(cli|start|pages)\//;

module.exports = class extends Sequencer {
  /** @param {import('@jest/test-result').Test[]} tests */
  sort(tests) {
    if (tests.some(({ duration }) => duration !== undefined)) return super.sort(tests);
    const isSlow = ({ path }) => Number(SLOW.test(path));
    return super.sort(tests).toSorted((one, other) => isSlow(other) - isSlow(one));
  }
};
