// The YAML file beside the environment, and files that contain a secret: which takes precedence, and their mistakes.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, readConfig } from '../../src/settings/config';

const folder = mkdtempSync(join(tmpdir(), 'track-types-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

function aFile(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const inFile = (text: string, env: Record<string, string> = {}) =>
  readConfig({ TRACK_TYPES_CFG_PATH: aFile('settings.yaml', text), ...env });

function mistakesIn(text: string, env: Record<string, string> = {}): readonly string[] {
  try {
    inFile(text, env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
}

describe('the YAML file', () => {
  test('has settings by the names and with the values that variables have', () => {
    const text =
      'PORT: 5001\nWHOLE_PRICES: false\nMAXIMUM_PRICE: 250.00\nHOST: "0.0.0.0" # all\nCURRENCY: EUR\n';

    expect(inFile(text)).toMatchObject({
      PORT: 5001,
      WHOLE_PRICES: false,
      MAXIMUM_PRICE: '250.00',
      HOST: '0.0.0.0',
      CURRENCY: 'EUR',
    });
  });

  test('has a secret as it is written, whatever YAML would make of it', () => {
    const secrets = ['0123', '1e5', '"a\\"b: c"', 'true'].map(
      (written) => inFile(`DOWNSTREAM_OAUTH_CLIENT_SECRET: ${written}`).DOWNSTREAM_OAUTH_CLIENT_SECRET,
    );

    expect(secrets).toEqual(['0123', '1e5', 'a"b: c', 'true']);
  });

  test('is overridden by the environment, setting by setting', () => {
    const config = inFile('PORT: 5001\nOPS_PORT: 5011\n', { PORT: '6001' });

    expect([config.PORT, config.OPS_PORT]).toEqual([6001, 5011]);
  });

  test.each([
    ['is empty', ''],
    ['has comments alone', '# nothing yet\n'],
    ['leaves a setting empty', 'PORT:\nHOST: ""\nLMS_URL: ~\n'],
  ])('that %s changes nothing', (_, text) => {
    expect({ ...inFile(text), TRACK_TYPES_CFG_PATH: undefined }).toEqual(readConfig({}));
  });

  test.each([
    ['DATBASE_URL', 'DATABASE_URL'],
    ['log_level', 'LOG_LEVEL'],
    ['ECOMERCE_PROTOCOLL', 'ECOMMERCE_PROTOCOL'],
    ['DOWNSTREAM_OAUTH_SECRET_FILE', 'DOWNSTREAM_OAUTH_CLIENT_SECRET_FILE'],
  ])('is refused for %s, and %s is suggested', (name, meant) => {
    expect(mistakesIn(`${name}: x`)).toEqual([
      expect.stringMatching(`^${name}: is not a setting \\(in .*settings.yaml\\); did you mean ${meant}\\?$`),
    ]);
  });

  test('cannot name another such file', () => {
    expect(mistakesIn('TRACK_TYPES_CFG_PATH: elsewhere.yaml')).toHaveLength(1);
  });

  test('has its mistakes reported with all others', () => {
    const text = 'PROT: 1\nPORT: many\nNODE_ENV: production\n';

    expect(mistakesIn(text, { OPS_PORT: 'x' }).map((mistake) => mistake.split(':')[0])).toEqual(
      expect.arrayContaining(['PROT', 'PORT', 'OPS_PORT', 'DATABASE_URL', 'AUTH']),
    );
  });

  test.each([
    [
      'that is no YAML',
      'PORT: 1\nHOST: "marked-secret',
      /not valid YAML at line 2, column \d+ \(MISSING_CHAR\)\.$/,
    ],
    [
      'that says a thing twice',
      'PORT: 1\nPORT: 2\n',
      /not valid YAML at line 2, column 1 \(DUPLICATE_KEY\)\.$/,
    ],
    [
      'with a secret that looks like an alias',
      'EVENTS_URL: *marked-secret',
      /uses a YAML alias that it does not define\.$/,
    ],
    ['that is a list', '- PORT\n', /is not a mapping of names to values\.$/],
    ['that is text', 'marked-secret\n', /is not a mapping of names to values\.$/],
  ])('%s is the only thing reported, without the file’s content', (_, text, expected) => {
    const mistakes = mistakesIn(text, { NODE_ENV: 'production' });

    expect(mistakes).toEqual([expect.stringMatching(expected)]);
    expect(mistakes.join()).not.toContain('marked-secret');
  });

  test('that is missing is named', () => {
    const path = join(folder, 'nowhere.yaml');

    expect(() => readConfig({ TRACK_TYPES_CFG_PATH: path })).toThrow(`${path} cannot be read.`);
  });
});

describe('a secret', () => {
  const secretOf = (text: string, env: Record<string, string> = {}) =>
    inFile(text, env).DOWNSTREAM_OAUTH_CLIENT_SECRET;

  test('is overridden by the environment, in whichever way either gives it', () => {
    const [one, other] = [aFile('one', 'one\n'), aFile('other', 'other\n')];
    const byPath = `DOWNSTREAM_OAUTH_CLIENT_SECRET_FILE: ${one}`;

    expect(secretOf(byPath)).toBe('one');
    expect(secretOf(byPath, { DOWNSTREAM_OAUTH_CLIENT_SECRET_FILE: other })).toBe('other');
    expect(secretOf(byPath, { DOWNSTREAM_OAUTH_CLIENT_SECRET: 'a variable' })).toBe('a variable');
    expect(
      secretOf('DOWNSTREAM_OAUTH_CLIENT_SECRET: x', { DOWNSTREAM_OAUTH_CLIENT_SECRET_FILE: other }),
    ).toBe('other');
  });

  test('that is a URL can be in a file as well', () => {
    const file = aFile('database', 'postgres://someone:something@db.example.com/tracks\n');

    expect(readConfig({ DATABASE_URL_FILE: file }).DATABASE_URL).toContain('@db.example.com');
  });

  test('that is given twice in one place is a mistake', () => {
    const twice = { EVENTS_URL: 'http://events', EVENTS_URL_FILE: aFile('events', 'http://others') };

    expect(mistakesIn('', twice)).toEqual([
      'EVENTS_URL_FILE: is set together with EVENTS_URL; unset one of them.',
    ]);
  });

  test('whose file cannot be read is not also reported as missing', () => {
    const env = { NODE_ENV: 'production', DATABASE_URL_FILE: join(folder, 'nowhere') };

    expect(mistakesIn('', env).filter((mistake) => mistake.startsWith('DATABASE'))).toEqual([
      'DATABASE_URL_FILE: cannot be read or is empty.',
    ]);
  });
});
