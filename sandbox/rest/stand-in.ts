// An Open edX service on a socket: routes, tokens, faults, and a record of requests. Knows no target's data.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { answerWith, createFaults, send, type Answer, type Faults } from '../faults';
import { openSocket } from '../graphql-endpoint';
import type { RequestRecord } from '../ledger';
import { createThrottle, throttled } from './throttle';

/** `query` is the method and path, `input` the parsed body. */
export type RestRecord = RequestRecord & { input: unknown };
export type Call = { record: RestRecord; params: string[]; url: URL };
export type Route = {
  method: string;
  path: RegExp;
  /** Needs no token. */
  isOpen?: boolean;
  /** Counted by the throttle. */
  isThrottled?: boolean;
  answer: (asked: Call) => Answer;
};

/** Tokens for client credentials, issued by the LMS and shared by both services. */
export type Tokens = ReturnType<typeof createTokens>;

export type RestStandIn = {
  /** The base URL of its paths. */
  url: string;
  port: number;
  faults: Faults;
  requests: RestRecord[];
  /** This many requests in any 60 s, then 429 with Retry-After, as Django's REST framework counts them. */
  throttle: { perMinute: number; windowMs: number; refused: number };
  goDown: () => Promise<void>;
  comeUp: () => Promise<void>;
  stop: () => Promise<void>;
  reset: () => void;
};

export const json = (status: number, body: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: body === undefined ? '' : JSON.stringify(body),
});
export const notFound = json(404, { detail: 'Not found.' });
/** Django's answer to an uncaught exception. */
export const serverError: Answer = {
  status: 500,
  headers: { 'content-type': 'text/html' },
  body: '<h1>Server Error (500)</h1>',
};

export const client = { clientId: 'track-types', clientSecret: 'a secret of the sandbox' };

/** `lifeSeconds` applies to tokens issued from then on. */
export function createTokens() {
  const valid = new Set<string>();
  const tokens = {
    lifeSeconds: 3_600,
    isValid: (authorization = '') => valid.has(authorization),
    revoke: () => valid.clear(),
    issue(form: unknown): Answer {
      const given = new URLSearchParams(String(form));
      const isKnown =
        given.get('client_id') === client.clientId && given.get('client_secret') === client.clientSecret;
      if (!isKnown) return json(401, { error: 'invalid_client' });
      if (given.get('grant_type') !== 'client_credentials') {
        return json(400, { error: 'unsupported_grant_type' });
      }
      const type = given.get('token_type') === 'jwt' ? 'JWT' : 'Bearer';
      const token = randomUUID();
      valid.add(`${type} ${token}`);
      return json(200, {
        access_token: token,
        expires_in: tokens.lifeSeconds,
        token_type: type,
        scope: 'read',
      });
    },
  };
  return tokens;
}

/** Resolves once it listens; throws if the port is in use. */
export async function startRestStandIn(
  routes: Route[],
  { tokens, ...address }: { tokens: Tokens; port: number; host?: string },
): Promise<RestStandIn> {
  const faults = createFaults();
  const requests: RestRecord[] = [];
  const throttle = createThrottle();

  function answerTo(record: RestRecord, url: URL): Answer {
    const path = decodeURIComponent(url.pathname);
    const known = routes.filter((route) => route.path.test(path));
    const route = known.find(({ method }) => `${method} ${path}` === record.query);
    if (!known.some(({ isOpen }) => isOpen) && !tokens.isValid(record.headers.authorization)) {
      return json(401, { detail: 'Authentication credentials were not provided.' });
    }
    const waitSeconds = route?.isThrottled ? throttle.count(performance.now()) : 0;
    if (waitSeconds > 0) return throttled(waitSeconds);
    if (route) return route.answer({ record, params: route.path.exec(path)?.slice(1) ?? [], url });
    const [method] = record.query.split(' ');
    return known.length > 0 ? json(405, { detail: `Method "${method}" not allowed.` }) : notFound;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const record = recordOf(request, url, await text(request));
    requests.push(record);
    response.once('close', () => (record.endedAt ??= new Date().toISOString()));
    const fault = faults.take(record);
    record.fault = fault?.kind ?? null;
    const apply = () => Promise.resolve(answerTo(record, url));
    await (fault ? answerWith(fault, response, apply) : apply().then((right) => send(response, right)));
  }
  const socket = await openSocket(
    (request, response) => void answer(request, response).catch(() => response.destroy()),
    { ...address, serves: /^\/(api|oauth2|studio)\// },
  );
  const { port, close: goDown, open: comeUp } = socket;
  function reset(): void {
    faults.clear();
    requests.length = 0;
    Object.assign(throttle.settings, createThrottle().settings);
  }
  const seen = { faults, requests, throttle: throttle.settings, reset };
  return { url: new URL(socket.url).origin, port, ...seen, goDown, comeUp, stop: goDown };
}

function recordOf({ method, headers }: IncomingMessage, url: URL, body: string): RestRecord {
  const isJson = /json$/.test(headers['content-type'] ?? '') && body !== '';
  return {
    at: new Date().toISOString(),
    endedAt: null,
    headers,
    query: `${method} ${decodeURIComponent(url.pathname)}`,
    courseRunKey: /course-v1:[^/&"?]+/.exec(decodeURIComponent(url.href) + body)?.[0],
    fault: null,
    input: isJson ? JSON.parse(body) : body,
  };
}
