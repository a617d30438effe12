// A refused login is reported in the server's own words, which may repeat the request: they contain no secret.
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { runCli } from '../support/cli';
import { useTestDatabase } from '../support/database';

jest.setTimeout(120_000);

const SECRET = `hid$den"&'client-4f1c`;
const database = useTestDatabase();
/** Which part of the answer is kept is unknown here, so the secret is tried at every position. */
let pad = 0;
const inHtml = (plain: string) =>
  plain.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#x27;');
const login = createServer((request, response) => {
  void text(request).then((form) => {
    const value = inHtml(new URLSearchParams(form).get('client_secret') ?? '');
    response.writeHead(request.method === 'POST' ? 401 : 500, { 'content-type': 'text/html' });
    response.end(`${'.'.repeat(pad)}<input name="client_secret" value="${value}"> ${form}`);
  });
});
let url: string;
beforeAll(async () => {
  login.listen(0, '127.0.0.1');
  await once(login, 'listening');
  url = `http://127.0.0.1:${(login.address() as AddressInfo).port}`;
});
afterAll(() => login.close());

test.each([0, 1_930, 1_955])(
  'an import reports a refused login without its secret, %d letters into a page',
  async (letters) => {
    pad = letters;

    const { code, out, err } = await runCli(['import', 'course-discovery', `${url}/api/v1/courses/`], {
      DATABASE_URL: database.url,
      SANDBOX: 'true',
      DISCOVERY_OAUTH_URL: `${url}/oauth2/access_token`,
      DISCOVERY_OAUTH_CLIENT_ID: 'importer',
      DISCOVERY_OAUTH_CLIENT_SECRET: SECRET,
    });

    expect(code).toBe(2);
    expect(err).toMatch(/login failed/);
    expect(out + err).not.toMatch(/hid(\$|%24)|4f1c/);
  },
);

test('a secret setting passed as an argument by mistake is not repeated', async () => {
  const { code, out, err } = await runCli([SECRET], { DISCOVERY_TOKEN: SECRET });

  expect(code).toBe(2);
  expect(err).toContain("unknown command '[secret]'");
  expect(out + err).not.toContain('4f1c');
});

test('neither an import’s output nor its report contains the password of the URL that it reads', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'track-types-secrets-'));
  const report = join(folder, 'report.jsonl');
  const source = `${url.replace('//', '//importer:hid%24den-4f1c@')}/api/v1/courses/`;
  pad = 0;

  const said = await runCli(['import', 'course-discovery', source, '--report', report, '--json'], {
    DATABASE_URL: database.url,
    SANDBOX: 'true',
  });

  expect(said.code).toBe(2);
  const written = existsSync(report) ? readFileSync(report, 'utf8') : '';
  expect(said.out + said.err + written).not.toMatch(/hid(\$|%24)|4f1c/);
  rmSync(folder, { recursive: true });
});
