// The fifteen rows of Apollo's subgraph compatibility suite, against its products subgraph on our own server: directly,
// and through a gateway where the suite does.
import { Kind, parse, stripIgnoredCharacters } from 'graphql';
import type { ObjectTypeDefinitionNode } from 'graphql';
import { serveConformance } from '../../lab/conformance/serve';
import { startGateway, type Gateway } from '../../sandbox/gateway';
import { LIMITS, LOAD, type Json } from '../support/app';
import type { OtherSubgraph } from '../support/subgraph';
import { startNeighbours } from '../support/suite-neighbours';

let products: Awaited<ReturnType<typeof serveConformance>>;
let neighbours: OtherSubgraph[];
let gateway: Gateway;
let sdl: string;
beforeAll(async () => {
  const log = { error: () => undefined };
  products = await serveConformance({
    host: '127.0.0.1',
    port: 0,
    limits: { ...LIMITS, representations: 10 },
    load: LOAD,
    compiledAfter: 0,
    log,
  });
  neighbours = await startNeighbours();
  const ours = { name: 'products', url: products.graphqlUrl };
  gateway = await startGateway({ port: 0, subgraphs: [ours, ...neighbours] });
  sdl = stripIgnoredCharacters((await direct('{ _service { sdl } }')).data._service.sdl);
});
afterAll(async () => {
  await gateway.stop();
  await Promise.all([products.stop(), ...neighbours.map(({ stop }) => stop())]);
});

async function post(url: string, [query, variables = {}]: [string, object?], headers = {}): Promise<Json> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}
/** First executed by Apollo Server, then compiled: the same. */
async function direct(...request: [string, object?]): Promise<Json> {
  const executed = await post(products.graphqlUrl, request);
  for (let time = 0; time < 2; time += 1) expect(await post(products.graphqlUrl, request)).toEqual(executed);
  return executed;
}
const routed = (...request: [string, object?]) => post(gateway.url, request);
const entities = (representations: object[], selection: string) =>
  direct(`query ($r: [_Any!]!) { _entities(representations: $r) { ${selection} } }`, { r: representations });
const productBy = (selection: string): [string] => [`{ product(id: "apollo-federation") { ${selection} } }`];

/** The definition of a type in the schema that a gateway receives. */
function typeIn(name: string): ObjectTypeDefinitionNode {
  const types = parse(sdl).definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION);
  const found = types.find((type) => type.name.value === name);
  if (!found) throw new Error(`There is no type ${name}.`);
  return found;
}
const keysOf = (name: string) =>
  typeIn(name).directives?.flatMap(({ name: { value }, arguments: [fields] = [] }) =>
    value === 'key' && fields?.value.kind === Kind.STRING ? [fields.value.value] : [],
  );

test('_service: the schema has a query type and is served at the root of the server too', async () => {
  expect(sdl).toContain('type Query');
  expect(await post(new URL('/', products.graphqlUrl).href, ['{ __typename }'])).toEqual({
    data: { __typename: 'Query' },
  });
});

test('@key single: a user is found by email', async () => {
  const user = { __typename: 'User', email: 'support@apollographql.com' };

  expect(keysOf('User')).toEqual(['email']);
  expect(await entities([user], '... on User { email name }')).toEqual({
    data: { _entities: [{ email: user.email, name: 'Jane Smith' }] },
  });
});

test('@key multi: a deprecated product is found by sku and package', async () => {
  const key = { sku: 'apollo-federation-v1', package: '@apollo/federation-v1' };

  expect(keysOf('DeprecatedProduct')).toEqual(['sku package']);
  expect(
    await entities(
      [{ __typename: 'DeprecatedProduct', ...key }],
      '... on DeprecatedProduct { sku package reason }',
    ),
  ).toEqual({ data: { _entities: [{ ...key, reason: 'Migrate to Federation V2' }] } });
});

test('@key composite: research is found by the number of its study', async () => {
  const key = { study: { caseNumber: '1234' } };

  expect(keysOf('ProductResearch')).toEqual(['study { caseNumber }']);
  expect(
    await entities(
      [{ __typename: 'ProductResearch', ...key }],
      '... on ProductResearch { study { description } }',
    ),
  ).toEqual({ data: { _entities: [{ study: { description: 'Federation Study' } }] } });
});

test('repeatable @key: a product is found by each of its three keys', async () => {
  const keys = [
    { id: 'apollo-federation' },
    { sku: 'federation', package: '@apollo/federation' },
    { sku: 'studio', variation: { id: 'platform' } },
  ];

  expect(keysOf('Product')).toEqual(['id', 'sku package', 'sku variation { id }']);
  const asked = keys.map((key) => ({ __typename: 'Product', ...key }));
  expect(await entities(asked, '... on Product { id sku }')).toEqual({
    data: {
      _entities: [
        { id: 'apollo-federation', sku: 'federation' },
        { id: 'apollo-federation', sku: 'federation' },
        { id: 'apollo-studio', sku: 'studio' },
      ],
    },
  });
});

test('@requires: the average is computed from what other subgraphs return', async () => {
  const representation = {
    __typename: 'User',
    email: 'support@apollographql.com',
    totalProductsCreated: 44,
    yearsOfEmployment: 4,
  };
  const average = '... on User { averageProductsCreatedPerYear totalProductsCreated }';

  expect(sdl).toContain('@requires(fields:"totalProductsCreated yearsOfEmployment")');
  expect((await entities([representation], average)).data._entities).toEqual([
    { averageProductsCreatedPerYear: 11, totalProductsCreated: 1337 },
  ]);
  const { data } = await routed(...productBy('createdBy { averageProductsCreatedPerYear email }'));
  expect(data.product.createdBy).toEqual({
    averageProductsCreatedPerYear: expect.any(Number),
    email: 'support@apollographql.com',
  });
});

test('@provides: on that path the total is ours', async () => {
  expect(sdl).toContain('createdBy:User@provides(fields:"totalProductsCreated")');
  expect(await direct(...productBy('createdBy { totalProductsCreated }'))).toEqual({
    data: { product: { createdBy: { totalProductsCreated: 1337 } } },
  });
});

test('federated tracing: a trace is sent only on request', async () => {
  const asking = { 'apollo-federation-include-trace': 'ftv1' };

  const traced = await post(products.graphqlUrl, ['{ __typename }'], asking);

  expect(traced).toEqual({
    data: { __typename: 'Query' },
    extensions: { ftv1: expect.stringMatching(/.{20}/) },
  });
  expect(await direct('{ __typename }')).toEqual({ data: { __typename: 'Query' } });
});

test('@link: one federation specification is linked, in a version that the suite knows', () => {
  const links = [...sdl.matchAll(/@link\(url:"([^"]+)"/g)].map(([, url]) => url);

  expect(links.filter((url) => url?.includes('/federation/'))).toEqual([
    expect.stringMatching(/\/federation\/v2\.[0-7]$/),
  ]);
});

test('@shareable: dimensions are shared with inventory', async () => {
  expect(sdl).toContain('type ProductDimension@shareable');
  expect(await routed(...productBy('dimensions { size weight } delivery { fastestDelivery }'))).toEqual({
    data: {
      product: { dimensions: { size: 'small', weight: 1 }, delivery: { fastestDelivery: '5/1/2019' } },
    },
  });
});

test('@tag: notes are tagged under the plain name', () => {
  expect(sdl).toContain('notes:String@tag(name:"internal")');
  expect(sdl).not.toContain('@federation__tag');
});

test("@override: a user's name is resolved here, no longer by users", async () => {
  expect(sdl).toContain('@override(from:"users")');
  expect(await routed(...productBy('createdBy { name yearsOfEmployment }'))).toEqual({
    data: { product: { createdBy: { name: 'Jane Smith', yearsOfEmployment: 10 } } },
  });
});

test('@inaccessible: a unit is answered by the subgraph and hidden by the gateway', async () => {
  expect(sdl).toContain('unit:String@inaccessible');
  expect(await direct(...productBy('dimensions { unit }'))).toEqual({
    data: { product: { dimensions: { unit: 'kg' } } },
  });
  expect((await routed(...productBy('dimensions { unit }'))).errors[0].message).toContain('"unit"');
});

test('@composeDirective: our own directive is composed', () => {
  expect(sdl).toContain('@link(url:"https://myspecs.dev/myCustomDirective/v1.0" import:["@custom"])');
  expect(sdl).toContain('@composeDirective(name:"@custom")');
  expect(sdl).toMatch(/directive ?@custom on OBJECT/);
  expect(typeIn('Product').directives?.map(({ name }) => name.value)).toContain('custom');
});

test('@interfaceObject: inventories of every type have our field', async () => {
  expect(typeIn('Inventory').directives?.map(({ name }) => name.value)).toContain('interfaceObject');
  const query = '{ inventory(id: "apollo-oss") { id products { id } deprecatedProducts { sku reason } } }';
  expect((await routed(query)).data.inventory).toMatchObject({
    id: 'apollo-oss',
    deprecatedProducts: [{ sku: 'apollo-federation-v1', reason: 'Migrate to Federation V2' }],
  });
});

describe('what the suite does not test', () => {
  const user = { __typename: 'User', email: 'support@apollographql.com' };

  test('an unknown entity is null, and a malformed one is its own error', async () => {
    const asked = [
      user,
      { ...user, email: 'nobody@example.com' },
      { ...user, email: 5 },
      { __typename: 'Nothing' },
    ];

    const { data, errors } = await entities(asked, '__typename');

    expect(data._entities).toEqual([{ __typename: 'User' }, null, null, null]);
    expect(errors.map(({ path, extensions }: Json) => [path[1], extensions.code]).sort()).toEqual([
      [2, 'BAD_USER_INPUT'],
      [3, 'BAD_USER_INPUT'],
    ]);
  });

  test('the limits are those of our own server', async () => {
    const { errors } = await entities(Array<object>(11).fill(user), '__typename');

    expect(errors[0].extensions).toEqual({
      code: 'LIMIT_EXCEEDED',
      what: 'representations',
      count: 11,
      limit: 10,
    });
  });
});
