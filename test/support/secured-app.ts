// The subgraph with AUTH=jwt, for tests that query it with tokens of the LMS.
import type { IncomingHttpHeaders } from 'node:http';
import type { JWTPayload } from 'jose';
import { readConfig } from '../../src/settings/config';
import type { OnDenied } from '../../src/identity/permissions';
import { admissionOf } from '../../src/start/identity';
import { createTestApp } from './app';
import type { Answer, TestApp } from './app';
import { AUDIENCE, aSigner, ISSUER } from './tokens';
import type { Signer } from './tokens';

const DOWNSTREAM = { ECOMMERCE_URL: 'http://e/graphql', LMS_URL: 'http://l/graphql' };

export interface SecuredOptions {
  /** What JWT_AUTH has besides the issuer. */
  readonly jwtAuth: object;
  readonly settings?: Readonly<Record<string, string>>;
  /** What is logged. */
  readonly logged?: object[];
  /** Called for each refusal. */
  readonly denied?: OnDenied;
}

/** Starts it on a free port. */
export async function createSecuredApp(secured: SecuredOptions): Promise<TestApp> {
  const { jwtAuth, settings, logged = [], denied = () => undefined } = secured;
  const JWT_AUTH = JSON.stringify({ JWT_ISSUERS: [{ ISSUER, AUDIENCE }], ...jwtAuth });
  const config = readConfig({ ...DOWNSTREAM, AUTH: 'jwt', JWT_AUTH, ...settings });
  const options = { config, clock: () => new Date(), newId: () => 'id', random: () => 0 };
  const write = (fields: object) => void logged.push(fields);
  const log = { info: write, warn: write, error: write };
  let made: ReturnType<typeof admissionOf> | undefined;
  const admission = () => (made ??= admissionOf(options, { database: app.replica.database, log, denied }));
  const app = await createTestApp({
    authenticate: Object.assign(async (headers: IncomingHttpHeaders) => admission().authenticate(headers), {
      recognize: (headers: IncomingHttpHeaders) => admission().authenticate.recognize?.(headers),
    }),
    admits: (headers) => admission().admits?.(headers) ?? true,
    onDenied: (...denied) => admission().onDenied(...denied),
  });
  return app;
}

export interface TokenApp extends Pick<TestApp, 'url' | 'replica' | 'databaseUrl'> {
  readonly signer: Signer;
  /** Sends a request with a token of these claims. */
  readonly askAs: (claims: JWTPayload, query: string, variables?: object) => Promise<Answer>;
  /** The data of a request that must succeed. */
  readonly dataAs: (...request: Parameters<TokenApp['askAs']>) => Promise<Answer['data']>;
}

/** One for all tests of a file, with its own key. */
export function useTokenApp(): TokenApp {
  let made: { app: TestApp; signer: Signer } | undefined;
  const there = () => {
    if (!made) throw new Error('The subgraph is there in hooks and tests only.');
    return made;
  };
  beforeAll(async () => {
    const signer = await aSigner();
    const jwtAuth = { JWT_PUBLIC_SIGNING_JWK_SET: { keys: [signer.jwk] } };
    made = { signer, app: await createSecuredApp({ jwtAuth }) };
  });
  afterAll(() => made?.app.stop());
  const askAs: TokenApp['askAs'] = async (claims, query, variables = {}) => {
    const { app, signer } = there();
    const authorization = `JWT ${await signer.sign(claims)}`;
    const response = await fetch(app.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors = [] } = (await response.json()) as Partial<Answer>;
    return { status: response.status, data, errors };
  };
  return {
    askAs,
    dataAs: async (...request) => {
      const { data, errors } = await askAs(...request);
      if (errors.length > 0) throw new Error(JSON.stringify(errors, null, 2));
      return data;
    },
    get signer() {
      return there().signer;
    },
    get url() {
      return there().app.url;
    },
    get replica() {
      return there().app.replica;
    },
    get databaseUrl() {
      return there().app.databaseUrl;
    },
  };
}
