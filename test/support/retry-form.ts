// The page with the retry form on a real socket, and a browser's requests to it, honest or not.
import { randomUUID } from 'node:crypto';
import { request as openRequest } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { RequestSummary } from '../../src/graphql/http/observe';
import { DEVELOPER } from '../../src/identity/permissions';
import { Fault } from '../../src/model/faults';
import { createExplorePages } from '../../src/pages/explore/explore';
import { LIMITS, LOAD, useTestApp, type Json } from './app';
import { aVerifiedCourse } from './changes';

/** What was logged of each request, and which limits were exceeded. */
export const summaries: RequestSummary[] = [];
export const refused: string[] = [];
/** Who sends the requests, the overloaded resource, and the secret of the gateway, if any. */
export const now = {
  viewer: DEVELOPER,
  pressure: null as string | null,
  secret: null as string | null,
};
const types = () => ({ catalogue: app.replica.catalogue.current(), policy: app.replica.policy });
export const app = useTestApp({
  authenticate: async (headers: IncomingHttpHeaders) => {
    // A login in cookies, as the LMS sets them: a browser sends it with every request, whoever caused it.
    if (headers['use-jwt-cookie'] !== 'true') throw new Fault('UNAUTHENTICATED', 'Log in first.');
    return now.viewer;
  },
  admits: (headers) => now.secret === null || headers['router-authorization'] === now.secret,
  limits: { ...LIMITS, bytes: 10_000 },
  load: LOAD,
  pressure: () => now.pressure,
  observer: {
    started: () => undefined,
    answered: (answered) => void summaries.push(answered),
    refused: (what) => void refused.push(what),
  },
  pages: {
    '/explore': createExplorePages({
      types,
      newId: randomUUID,
      onError: (error) => app.logged.push(error as never),
    }),
  },
});
export const sql = (statement: string, values: unknown[] = []): Promise<Json> =>
  app.replica.database.query(statement, values);

interface Sent {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** Sends it as a browser would from a page of ours; a header that is undefined is left out. */
export async function send(path: string, { method = 'GET', body, headers = {} }: Sent = {}) {
  const usual = {
    'sec-fetch-site': 'same-origin',
    ...(method === 'POST' && { origin: new URL(app.url).origin, 'content-type': FORM }),
    ...headers,
  };
  const sent = Object.fromEntries(
    Object.entries(usual).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    openRequest(new URL(path, app.url), { method, headers: sent })
      .on('response', resolve)
      .on('error', reject)
      .end(body);
  });
  return {
    status: response.statusCode,
    text: (await text(response)).replaceAll(/\s+/g, ' '),
    headers: response.headers,
  };
}

const FORM = 'application/x-www-form-urlencoded';
export const PAGE = '/explore/provisioning';

/** A course whose delivery to E-Commerce FAILED. */
export async function aFailure() {
  const { key, run } = await aVerifiedCourse(app.replica);
  await sql(
    `UPDATE provisioning SET state = 'FAILED', last_error = 'Too dear.'
     WHERE target = 'ECOMMERCE' AND course_run_id = (SELECT id FROM course_run WHERE key = $1)`,
    [run],
  );
  return { key, run };
}

/** Opens the page in a new browser; returns its cookie and the token of its form. */
export async function opened(headers: Sent['headers'] = {}) {
  const page = await send(PAGE, { headers });
  const [cookie = ''] = page.headers['set-cookie'] ?? [];
  const token = /name="token" value="([\w-]+)"/.exec(page.text)?.[1];
  return { page, token, cookie: cookie.split(';')[0], attributes: cookie };
}

/** Presses the button with that form, in that browser. */
export const press = (
  fields: Readonly<Record<string, string | undefined>>,
  { cookie, ...headers }: Readonly<Record<string, string | undefined>>,
) => {
  const given = Object.entries(fields).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return send(PAGE, {
    method: 'POST',
    body: new URLSearchParams(given).toString(),
    headers: { cookie, ...headers },
  });
};

/** How many deliveries were retried so far. */
export const retries = async (): Promise<number> =>
  Number((await sql(`SELECT count(*) FROM history WHERE kind = 'PROVISIONING_RETRIED'`))[0].count);

beforeEach(async () => {
  Object.assign(now, { viewer: DEVELOPER, pressure: null, secret: null });
  await sql(`UPDATE provisioning SET state = 'SUPERSEDED' WHERE state IN ('PENDING', 'RETRYING', 'FAILED')`);
  [summaries, refused].forEach((list) => list.splice(0));
});
