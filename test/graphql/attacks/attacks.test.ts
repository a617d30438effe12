// Attacks on a server as in production: its answers, and that almost nothing is looked up for them. Others have their
// own tests: limits (../limits), slow clients and floods (../load), representations (../entities-cap).
import { statementsOf, useTestApp, type Json } from '../../support/app';
import { COP_CHECKS, JSON_TYPE, query, REFUSED, searchOf } from './known';

const app = useTestApp({ isIntrospectable: false });
async function attack(init: RequestInit, search = ''): Promise<{ status: number; text: string; json: Json }> {
  const response = await fetch(`${app.url}${search}`, init);
  const text = await response.text();
  return { status: response.status, text, json: JSON.parse(text) };
}

describe("graphql-cop's checks find nothing", () => {
  test.each(COP_CHECKS)('%s', async (_, init, search) => {
    const { status, text, json } = await attack(init, search);

    expect([status, json.data]).toEqual([400, undefined]);
    expect(text).not.toMatch(/Did you mean|exception|stack|tracing/i);
  });

  test('no IDE is served, and no tracing', async () => {
    for (const path of ['/graphiql', '/playground', '/console', '/graphql']) {
      const response = await fetch(new URL(path, app.url), { headers: { accept: 'text/html' } });
      expect(await response.text()).not.toMatch(/graphi?ql.?(?:playground|\.min)|GraphiQL/i);
    }
    const traced = await attack({
      ...query('{ __typename }'),
      headers: { ...JSON_TYPE, 'apollo-tracing': '1' },
    });
    expect(traced.json).toEqual({ data: { __typename: 'Query' } });
  });
});

test.each(REFUSED)('%s is refused, and nothing is looked up', async (_, init, expected) => {
  const search = searchOf(init, expected[0]);
  let answer: Awaited<ReturnType<typeof attack>> | undefined;
  const statements = await statementsOf(app, async () => (answer = await attack(init, search)));

  expect([answer?.status, answer?.json.errors[0].extensions.code]).toEqual(expected);
  expect(statements).toEqual([]);
});

test('a thousand values of a wrong type are reported ten times', async () => {
  const runs = Array(1_000).fill({ key: 5, colour: 'red' });
  const { status, errors } = await app.ask(
    'mutation ($i: CreateCourseInput!) { createCourse(input: $i) { violations { code } } }',
    { i: { key: 'a+b', title: 'T', type: 'audit', runs } },
  );

  expect(status).toBe(400);
  expect(errors.length).toBeLessThanOrEqual(11);
});
