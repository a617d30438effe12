// The gateway of development and tests: one graph over running subgraphs, which passes on their errors and headers.
import { setTimeout as wait } from 'node:timers/promises';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLError, parse } from 'graphql';
import { send } from '../../sandbox/faults';
import { startGateway, type Gateway } from '../../sandbox/gateway';
import { execute, openSocket, readJson, startQuietServer } from '../../sandbox/graphql-endpoint';
import { startStandIns, type StandIns } from '../../sandbox/stand-ins';
import { ask, post, products, provisionedProducts, provisionProducts, runKey } from '../support/stand-ins';

type Headers = Record<string, string | string[] | undefined>;

async function startEcho() {
  const typeDefs = parse(
    'type Query { header(name: String!): String  refusal(status: Int!): String } type Mutation { nothing: Int }',
  );
  const refusal = (_: unknown, { status }: { status: number }) => {
    const extensions = { code: 'STALE_VERSION', currentVersion: 4, http: { status } };
    throw new GraphQLError('Too late.', { extensions });
  };
  const header = (_: unknown, { name }: { name: string }, context: { headers: Headers }) =>
    context.headers[name];
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: { Query: { header, refusal } } }]);
  const server = await startQuietServer<{ headers: Headers }>({ schema });
  const socket = await openSocket(
    (request, response) =>
      void readJson(request)
        .then((body) => execute(server, { request, body, context: { headers: request.headers } }))
        .then((answer) => send(response, answer)),
    { port: 0 },
  );
  return { url: socket.url, stop: () => socket.close().then(() => server.stop()) };
}

let standIns: StandIns;
let echo: Awaited<ReturnType<typeof startEcho>>;
let gateway: Gateway;
beforeAll(async () => {
  standIns = await startStandIns({ ecommercePort: 0, lmsPort: 0 });
  echo = await startEcho();
  const { ecommerce, lms } = standIns;
  const subgraphs = Object.entries({ ecommerce, lms, echo }).map(([name, { url }]) => ({ name, url }));
  gateway = await startGateway({ port: 0, subgraphs });
});
afterAll(async () => {
  await gateway.stop();
  await Promise.all([echo.stop(), standIns.stop()]);
});

test('answers from several subgraphs at once', async () => {
  await post(standIns.ecommerce.url, { query: provisionProducts, variables: { input: products() } });

  const both =
    '{ provisionedProducts(courseRunKey: "%") { revision } enrollmentCounts(courseRunKey: "%") { slug } }';
  const data = await ask(gateway.url, both.replaceAll('%', runKey));

  expect(data).toEqual({ provisionedProducts: { revision: 1 }, enrollmentCounts: [] });
});

test('does not know the mutations that are only for our service', async () => {
  const { status, text } = await post(gateway.url, {
    query: provisionProducts,
    variables: { input: products() },
  });

  expect(status).toBe(400);
  expect(text).toContain('Cannot query field \\"provisionProducts\\"');
});

test.each([
  ['authorization', 'JWT abc'],
  ['router-authorization', 'secret'],
  ['use-jwt-cookie', 'true'],
  ['cookie', 'edx-jwt-cookie-header-payload=abc'],
  ['x-request-id', '42'],
  ['x-other', null],
])('passes the header %s on as %s', async (name, expected) => {
  const payload = { query: 'query ($name: String!) { header(name: $name) }', variables: { name } };

  const { text } = await post(gateway.url, payload, { headers: { [name]: expected ?? 'kept back' } });

  expect(JSON.parse(text)).toEqual({ data: { header: expected } });
});

test.each([200, 400])(
  "passes a subgraph's error on with its code and details, from HTTP %i",
  async (status) => {
    const { text } = await post(gateway.url, { query: `{ refusal(status: ${status}) }` });

    const extensions = { code: 'STALE_VERSION', currentVersion: 4 };
    expect(JSON.parse(text)).toMatchObject({ errors: [{ message: 'Too late.', extensions }] });
  },
);

test('answers what it can while a subgraph is down', async () => {
  const { ecommerce } = standIns;
  await ecommerce.goDown();

  const query = `{ provisionedProducts(courseRunKey: "${runKey}") { revision } header(name: "host") }`;
  const { text } = await post(gateway.url, { query });
  await ecommerce.comeUp();

  const { data, errors } = JSON.parse(text);
  expect(data).toMatchObject({ provisionedProducts: null, header: expect.any(String) });
  expect(errors).toHaveLength(1);
  expect(await ask(gateway.url, provisionedProducts, { courseRunKey: runKey })).toBeDefined();
});

test('blocks a request that a foreign page could make', async () => {
  const response = await fetch(`${gateway.url}?query={__typename}`);

  expect(response.status).toBe(400);
  expect(await response.text()).toContain('CSRF');
});

test('waits for a subgraph that is not up yet', async () => {
  const { ecommerce, lms } = standIns;
  await lms.goDown();

  const subgraphs = Object.entries({ ecommerce, lms, echo }).map(([name, { url }]) => ({ name, url }));
  const starting = startGateway({ port: 0, subgraphs });
  await wait(100);
  await lms.comeUp();
  const second = await starting;

  expect(await ask(second.url, '{ __typename }')).toEqual({ __typename: 'Query' });
  await second.stop();
});

test('says why subgraphs do not compose', async () => {
  const { ecommerce } = standIns;

  const starting = startGateway({ port: 0, subgraphs: [{ name: 'ecommerce', url: ecommerce.url }] });

  await expect(starting).rejects.toThrow(/do not compose:\n- ONLY_INACCESSIBLE_CHILDREN: Type "Mutation"/);
});
