// Refused callers and operations: their answers, and that they are logged and counted.
import { createCourse, DEVELOPER, setCourseRunStatus } from '../support/changes';
import type { Denial } from '../../src/identity/permissions';
import type { Json, TestApp } from '../support/app';
import { createSecuredApp } from '../support/secured-app';
import { aSigner } from '../support/tokens';
import type { Signer } from '../support/tokens';

const SECRETS = ['the secret of the router', 'and the one that replaces it'];
const logged: object[] = [];
const counted: Denial[] = [];
let signer: Signer;
let app: TestApp;

beforeAll(async () => {
  signer = await aSigner();
  app = await createSecuredApp({
    jwtAuth: { JWT_PUBLIC_SIGNING_JWK_SET: { keys: [signer.jwk] } },
    settings: { ROUTER_SECRETS: SECRETS.join(', ') },
    logged,
    denied: (denial) => void counted.push(denial),
  });
  const runs = [{ key: 'course-v1:edX+1+R' }];
  await createCourse(app.replica, DEVELOPER, { key: 'edX+1', title: 'One', type: 'audit', prices: [], runs });
});
afterAll(() => app.stop());
beforeEach(() => {
  logged.splice(0);
  counted.splice(0);
});

async function asked(query: string, headers: Record<string, string>, method = 'POST') {
  const response = await fetch(method === 'GET' ? `${app.url}?query=${encodeURIComponent(query)}` : app.url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(method === 'POST' && { body: JSON.stringify({ query }) }),
  });
  const { data, errors = [] } = await response.json();
  return { status: response.status, data, codes: errors.map((error: Json) => error.extensions.code) };
}

const good = async (claims: object = { superuser: true }) => ({
  authorization: `JWT ${await signer.sign({ ...claims })}`,
});
const stranger = { status: 401, data: undefined, codes: ['UNAUTHENTICATED'] };

describe('the gateway', () => {
  test.each(SECRETS)('is recognized by either of two secrets', async (secret) => {
    const headers = { ...(await good()), 'router-authorization': secret };

    expect(await asked('{ viewer { username } }', headers)).toMatchObject({ status: 200, codes: [] });
  });

  test.each([
    ['{ _service { sdl } }', {}],
    ['{ _entities(representations: []) { __typename } }', {}],
    ['{ modes { slug } }', { 'apollo-federation-include-trace': 'ftv1' }],
    ['{ __typename }', { 'router-authorization': '' }],
    ['{ __typename }', { 'router-authorization': SECRETS.join(', ') }],
    ['{ __typename }', { 'router-authorization': `${SECRETS[0]}x` }],
    ['no GraphQL', {}],
  ])('alone is answered, even for %s', async (query, headers) => {
    expect(await asked(query, { ...(await good()), ...headers })).toEqual(stranger);
    expect(await asked(query, { ...(await good()), ...headers }, 'GET')).toEqual(stranger);
  });

  test('bypassing it is logged and counted, before anything is read', async () => {
    const response = await fetch(app.url, {
      method: 'POST',
      headers: await good(),
      body: 'x'.repeat(2_000_000),
    });

    expect(response.status).toBe(401);
    expect(counted).toMatchObject([{ code: 'UNAUTHENTICATED', operation: 'gateway', actor: null }]);
    expect(logged).toMatchObject(counted);
  });
});

describe('a refusal is logged and counted, with the caller and the operation', () => {
  const viaGateway = async (query: string, headers: Record<string, string>) =>
    asked(query, { ...headers, 'router-authorization': SECRETS[0] ?? '' });
  const DELETE = (key: string) =>
    `mutation { deleteCourse(input: { key: "${key}", expectedVersion: 1, reason: "test" }) { deletedKey } }`;

  test('nobody', async () => {
    expect(await viaGateway('{ __typename }', {})).toEqual(stranger);
    expect(await viaGateway('{ __typename }', { authorization: 'JWT a.b.c' })).toEqual(stranger);

    const anonymous = { code: 'UNAUTHENTICATED', operation: 'authenticate', actor: null };
    expect(counted).toMatchObject([anonymous, anonymous]);
    expect(logged).toMatchObject(counted);
  });

  test('a missing permission', async () => {
    const staff = await good({ preferred_username: 'ann', administrator: true });
    const query = `mutation { publishProvisioning(input: { courseRunKey: "course-v1:edX+1+R", reason: "test" }) { violations { code } } }`;

    expect(await viaGateway(query, staff)).toMatchObject({ status: 200, codes: ['FORBIDDEN'] });
    expect(counted).toMatchObject([
      { code: 'FORBIDDEN', operation: 'publishProvisioning', actor: 'ann', organization: 'edX' },
    ]);
    expect(logged).toMatchObject(counted);
  });

  test('a denied preview, once for each request', async () => {
    const ann = await good({ preferred_username: 'ann' });
    const query = `{ previewCreateCourse(input: { key: "edX+3", title: "Three", type: "audit" }) { violations { code } } }`;

    for (let time = 1; time <= 5; time += 1) {
      expect(await viaGateway(query, ann)).toMatchObject({ codes: ['FORBIDDEN'] });
      expect(counted).toHaveLength(time);
    }
    expect(counted[0]).toMatchObject({ code: 'FORBIDDEN', actor: 'ann', organization: 'edX' });
    expect(logged).toHaveLength(5);
  });

  test('a course that may not be seen, which is answered as missing', async () => {
    const ann = await good({ preferred_username: 'ann' });

    const foreign = await viaGateway(DELETE('edX+1'), ann);
    expect(counted).toMatchObject([
      { code: 'NOT_FOUND', operation: 'deleteCourse', actor: 'ann', organization: 'edX' },
    ]);
    const missing = await viaGateway(DELETE('edX+2'), ann);

    expect(foreign).toEqual(missing);
    expect(counted).toHaveLength(1);
  });
});

test('a provisioning of another organization is answered as missing', async () => {
  for (const [index, status] of (['LEGAL_REVIEW', 'INTERNAL_REVIEW', 'REVIEWED'] as const).entries()) {
    const input = { key: 'course-v1:edX+1+R', expectedVersion: index + 1, status };
    await setCourseRunStatus(app.replica, DEVELOPER, input);
  }
  const [{ uuid }] = await app.replica.database.query('SELECT uuid FROM provisioning LIMIT 1');
  const retry = async (id: string) => {
    const response = await fetch(app.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'router-authorization': SECRETS[0] ?? '',
        ...(await good({ preferred_username: 'ann' })),
      },
      body: JSON.stringify({
        query:
          'mutation ($input: RetryProvisioningInput!) { retryProvisioning(input: $input) { provisioning { id } } }',
        variables: { input: { id, reason: 'test' } },
      }),
    });
    return response.json();
  };

  const foreign = await retry(uuid);

  expect(foreign.errors[0].extensions).toEqual({ code: 'NOT_FOUND' });
  expect(foreign).toEqual(await retry('00000000-0000-4000-8000-000000000000'));
});
