// The documents at work: the ticket's example as a script, README's tour as it is pasted, and all examples in order,
// through the gateway of the real service with its stand-ins.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Started } from '../../sandbox/with-sandbox';
import { ROOT } from '../project/project-files';
import { useTestDatabase } from '../support/database';
import { post } from '../support/stand-ins';
import { askExamples, bash, startService, tellTicket } from '../support/story';

const database = useTestDatabase();
let service: Started;
let gateway: string;
beforeAll(async () => {
  service = await startService({ DATABASE_URL: database.url });
  gateway = service.urls['gateway'] ?? '';
});
afterAll(() => service.stop());

describe("the ticket's example", () => {
  test('happens as it should', async () => {
    const { code, printed } = await tellTicket(gateway);

    expect(printed).toContain('All checks passed.');
    expect(printed).not.toContain('FAILED');
    expect(code).toBe(0);
  }, 120_000);

  test('works again, and fails visibly if one answer differs', async () => {
    const url = await startLiar((answer) =>
      answer.replaceAll('"paidToPartner":true', '"paidToPartner":false'),
    );

    const { code, printed } = await tellTicket(url);

    const failed = printed.split('\n').filter((line) => line.includes('FAILED'));
    expect(failed).toEqual(['  FAILED  paid to the partner: false, should be true']);
    expect(printed).toContain('Some checks failed.');
    expect(code).toBe(1);
  }, 120_000);

  test('ends at a fault', async () => {
    const url = await startLiar((answer) =>
      answer.replace('{"data"', '{"errors":[{"message":"Broken."}],"data"'),
    );

    const { code, printed } = await tellTicket(url);

    expect(printed).toContain('Broken.');
    expect(code).toBe(1);
  }, 120_000);
});

const liars: (() => void)[] = [];
afterEach(() => liars.splice(0).forEach((stop) => stop()));

/** A proxy of the gateway that changes its answers. */
async function startLiar(lie: (answer: string) => string): Promise<string> {
  const server = createServer((request, response) => {
    void text(request)
      .then((body) => post(gateway, JSON.parse(body)))
      .then((answer) => response.end(lie(answer.text)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  liars.push(() => server.close().closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

test("README's tour works as it is pasted", async () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const tour = readme.slice(readme.indexOf('## A five-minute tour'), readme.indexOf('## The words'));
  const pasted = [...tour.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  const asked = pasted.filter((block) => block.includes('ask'));
  expect(asked.length).toBeGreaterThan(3);

  const { code, printed } = await bash(
    '-c',
    asked.join('\n').replace('http://127.0.0.1:4000/graphql', gateway),
  );

  expect(code).toBe(0);
  expect(printed).not.toContain('errors');
  expect(printed).toContain("entitlements: [ { action: 'CREATE', seatType: { slug: 'verified' } } ]");
  expect(printed).toContain("code: 'PRICE_REQUIRED'");
  expect(printed).toContain("course: { version: 6, type: { slug: 'masters-verified-audit' } }");
}, 120_000);

test('every example works on a fresh start, and nothing it requests is refused', async () => {
  const answers = await askExamples(gateway);
  const namesOf = (pattern: RegExp) =>
    [...answers].filter(([, answer]) => pattern.test(answer)).map(([name]) => name);

  expect(namesOf(/"errors"/)).toEqual([]);
  expect(namesOf(/"violations":\[\{/)).toEqual(['08-why-not.graphql', '09-what-may-i-change.graphql']);
});
