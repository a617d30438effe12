// The stand-ins answer what real Open edX services answered, and our adapters can read those answers.
import { startRestEcommerce } from '../../sandbox/rest/ecommerce';
import { startRestLms } from '../../sandbox/rest/lms';
import type { PushedCourse, RestMode } from '../../sandbox/rest/modes';
import { client, createTokens } from '../../sandbox/rest/stand-in';
import type { Answer } from '../../sandbox/faults';
import { course, enrollments, modes, publication } from '../../src/provisioning/rest/responses';
import { createNames, exchangesIn, meant, recorded, RECORDINGS, runOf, type Exchange } from './recordings';

const clock = { now: new Date() };
const pushes: { pushed: PushedCourse; answer: Answer }[] = [];
const tokens = createTokens();
let lms: Awaited<ReturnType<typeof startRestLms>>;
let ecommerce: Awaited<ReturnType<typeof startRestEcommerce>>;
let authorization = '';

beforeAll(async () => {
  const now = () => clock.now;
  lms = await startRestLms({ tokens, port: 0, now });
  ecommerce = await startRestEcommerce({ tokens, port: 0, now, tellLms: told });
  const form = { client_id: client.clientId, client_secret: client.clientSecret };
  const body = new URLSearchParams({ ...form, grant_type: 'client_credentials', token_type: 'jwt' });
  const answer = await fetch(`${lms.url}/oauth2/access_token`, { method: 'POST', body });
  authorization = `JWT ${((await answer.json()) as { access_token: string }).access_token}`;
});
afterEach(() => {
  lms.reset();
  ecommerce.reset();
});
afterAll(() => Promise.all([lms.stop(), ecommerce.stop()]));

function told(run: string, pushed: PushedCourse): Answer {
  const answer = lms.publish(run, pushed);
  pushes.push({ pushed, answer });
  return answer;
}

/** Cursors differ between services: the stand-in's last one replaces the recorded one. */
async function ask({ system, method, path, contentType }: Exchange, body: string, cursor: string | null) {
  const headers = { authorization, 'content-type': contentType ?? 'application/json' };
  const [bare = '', recordedCursor] = path.split('&cursor=');
  const asked = recordedCursor && cursor ? new URL(cursor).pathname + new URL(cursor).search : bare;
  const { url } = system === 'lms' ? lms : ecommerce;
  const answer = await fetch(url + asked.replaceAll('+', '%2B'), {
    method,
    headers,
    body: method === 'GET' ? undefined : body,
  });
  const text = await answer.text();
  return { answer, data: text === '' ? undefined : (JSON.parse(text) as unknown) };
}

/** Sets the clock just after the times that were "now" in the recording. */
function tick(exchange: Exchange): void {
  const times = JSON.stringify(exchange).match(/2026-11-30T15:[\d:.]+/g) ?? [];
  const latest = Math.max(...times.map((time) => Date.parse(`${time}Z`)));
  clock.now = new Date(Math.max(clock.now.getTime(), latest + 1_000));
}

describe.each(RECORDINGS)('%s', (name) => {
  test('the stand-ins answer like the real services', async () => {
    const { spoken, heard } = createNames();
    const lines = recorded(name);
    let cursor: string | null = null;
    let push: Exchange | undefined;
    clock.now = new Date('2026-11-30T15:00:00Z');
    for (const [at, line] of lines.entries()) {
      if ('hand' in line) {
        byHand(line, lines[at + 1] as Exchange, spoken);
        continue;
      }
      if (line.method === 'PUT') {
        if (line.status === 400) lms.unknown.add(runOf(line));
        push = line;
        continue;
      }
      tick(line);
      const side = line.system === 'lms' ? lms : ecommerce;
      side.throttle.perMinute = line.status === 429 ? 0 : Infinity;
      const { answer, data } = await ask(line, spoken(line.request ?? null), cursor);
      if (push) checkPush(push, heard);
      push = undefined;
      const where = { line: at + 1, ask: `${line.method} ${line.path}` };
      expect({ ...where, status: answer.status }).toEqual({ ...where, status: line.status });
      if (line.status === 429) {
        const seconds = answer.headers.get('retry-after');
        expect(data).toEqual({
          detail: `Request was throttled. Expected available in ${seconds} seconds.`,
        });
        continue;
      }
      if (line.path.includes('/enrollments')) {
        cursor = checkPage(line, data);
        continue;
      }
      expect({ ...where, said: heard(sorted(data), sorted(line.response)) }).toEqual({
        ...where,
        said: meant(sorted(line.response)),
      });
    }
  });

  test("our adapters read the real services' answers", () => {
    const unread = exchangesIn(name)
      .filter(({ status, response, method }) => status < 300 && response && !/PUT|PATCH/.test(method))
      .filter(({ path, method }) => !(path.includes('course_modes') && method === 'POST'))
      .filter(({ path, response }) => !schemaFor(path).safeParse(response).success);

    expect(unread.map(({ path, response }) => [path, schemaFor(path).safeParse(response).error])).toEqual([]);
  });
});

const schemaFor = (path: string) => {
  if (path.includes('/publication/')) return publication;
  if (path.includes('/enrollments')) return enrollments;
  return path.includes('/course_modes/') ? modes : course;
};

/** The order of modes has no meaning. */
function sorted(said: unknown): unknown {
  const slugOf = (one: unknown) => (one as Partial<RestMode>).mode_slug ?? '';
  if (!Array.isArray(said)) return said;
  return [...(said as unknown[])].sort((left, right) => slugOf(left).localeCompare(slugOf(right)));
}

function checkPush(put: Exchange, heard: ReturnType<typeof createNames>['heard']): void {
  const { pushed, answer } = pushes.at(-1) ?? {};
  expect(heard(pushed, put.request)).toEqual(meant(put.request));
  expect(answer?.status).toBe(put.status);
  if (put.responseType !== undefined) return expect(answer?.headers['content-type']).toBe(put.responseType);
  const byName = (said: unknown) => {
    const { modes: some, ...rest } = said as { modes?: { name: string }[] };
    return { ...rest, modes: some?.toSorted((left, right) => left.name.localeCompare(right.name)) };
  };
  const { name: _, ...words } = byName(put.response) as Record<string, unknown>;
  expect(heard(byName(JSON.parse(answer?.body ?? '')), words)).toEqual(meant(words));
}

function checkPage({ response }: Exchange, data: unknown): string | null {
  const page = enrollments.parse(data);
  const said = enrollments.parse(response);
  expect(page.next === null).toBe(said.next === null);
  expect(page.results.slice(0, said.results.length)).toEqual(said.results);
  return page.next;
}

/** Applies what a person did by hand, without a request. */
function byHand(
  { hand, sku, price, count }: { hand: string; sku?: string; price?: string; count?: number },
  next: Exchange,
  spoken: (said: unknown) => string,
): void {
  const run = runOf(next);
  const ours = sku && (JSON.parse(spoken(sku)) as string);
  const products = ecommerce.products();
  if (hand === 'learners') {
    const learners = Array.from({ length: count ?? 0 }, () => ({ mode: 'audit', is_active: true }));
    lms.learnersOf(run).push(...learners);
  }
  if (hand === 'modes') {
    const had = lms.modesOf(run);
    const said = JSON.parse(spoken(next.response)) as RestMode[];
    const kept = said.map((one) => [one.mode_slug, { ...had.get(one.mode_slug), ...one }] as const);
    had.clear();
    for (const [slug, mode] of kept) had.set(slug, mode);
  }
  for (const one of products) {
    if (hand === 'price' && one.sku === ours) one.price = price ?? '';
    if (hand.startsWith('expiry') && one.productClass === 'Enrollment Code') one.expires = null;
  }
  if (hand === 'mobile seats') {
    const verified = products.find(({ attributes }) => attributes.certificate_type === 'verified');
    for (const shop of ['android', 'ios']) {
      const made = { id: products.length + 1, sku: `mobile.${shop}.test1`, title: `Seat in mobile ${shop}` };
      products.push({ ...(verified as NonNullable<typeof verified>), ...made, price: '99.00' });
    }
  }
}
