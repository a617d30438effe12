// Records from streamed JSON: in any wrapping, cut anywhere, and with any error.
import fc from 'fast-check';
import { BrokenJson, jsonRecords, textLines } from '../../src/cli/import/sources/json-files';

async function* chunksOf(text: string | Buffer, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** The records, and the error at the end. */
async function read(text: string | Buffer, size?: number) {
  const records: unknown[] = [];
  try {
    for await (const record of jsonRecords(chunksOf(text, size))) records.push(record);
    return { records, error: '' };
  } catch (error) {
    if (!(error instanceof BrokenJson)) throw error;
    return { records, error: error.message };
  }
}

const A = { key: 'edX+A', course_runs: [{ key: 1 }], results: [1, [2]], note: null };
const B = { key: 'édX+B', price: 49.5, is: true, empty: {}, list: [[], {}] };

test.each([
  ['an array', [A, B]],
  ['a page', { count: 2, next: null, results: [A, B], previous: 'x' }],
])('the records of %s', async (_, json) => {
  expect(await read(JSON.stringify(json, null, 1))).toEqual({ records: [A, B], error: '' });
});

test('of a single course, and of several texts one after the other', async () => {
  expect((await read(JSON.stringify(B))).records).toEqual([B]);
  expect(
    (await read(`${JSON.stringify([A])} ${JSON.stringify(B)}\n${JSON.stringify({ results: [A] })}`)).records,
  ).toEqual([A, B, A]);
});

test('of nothing there are none', async () => {
  expect(await read('[]')).toEqual({ records: [], error: '' });
  expect(await read('{"results": []}')).toEqual({ records: [], error: '' });
});

test('a value that is not a course is a record too: it is reported later, with its position', async () => {
  expect((await read('[1, null, "x", [{}]]')).records).toEqual([1, null, 'x', [{}]]);
});

test('any value is parsed like JSON.parse does, wherever it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.jsonValue()), fc.integer({ min: 1, max: 64 }), async (values, size) => {
      const text = JSON.stringify(values);
      expect((await read(text, size)).records).toEqual(JSON.parse(text));
    }),
  );
});

test('a byte order mark is ignored, and a byte that is not UTF-8 is one character of its record', async () => {
  const latin = Buffer.concat([
    Buffer.from('[{"title":"M'),
    Buffer.from([0xfc]),
    Buffer.from('nchen"},{"title":"ü"}]'),
  ]);

  expect((await read(`\uFEFF[1]`)).records).toEqual([1]);
  expect((await read(latin)).records).toEqual([{ title: 'M\uFFFDnchen' }, { title: 'ü' }]);
});

test('a record of 5 MB is read like any other', async () => {
  const large = { key: 'edX+L', full_description: 'ü"\\ '.repeat(1_000_000) };

  expect((await read(JSON.stringify([A, large, B]), 65_536)).records).toEqual([A, large, B]);
});

describe('broken JSON ends the reading, after what came before', () => {
  test.each([
    ['a text that is cut', '[{"a":1},{"b":', [{ a: 1 }], 'It ends in the middle, after 14 bytes.'],
    ['a text that is cut in a word', '[{"a":1},{"b":tr', [{ a: 1 }], 'It is not JSON'],
    ['an array without its end', '[{"a":1}', [{ a: 1 }], 'It ends in the middle'],
    ['a page of HTML', '<!DOCTYPE html><html>', [], 'It is not JSON after its first 0 bytes.'],
    ['UTF-16', Buffer.from('[{"a":1}]', 'utf16le'), [], 'It is not JSON'],
    ['a comma too many', '[{"a":1},,{"b":2}]', [], 'It is not JSON'],
    ['nothing at all', '', [], 'It is empty.'],
  ])('%s', async (...[, text, records, error]) => {
    expect(await read(text, 64)).toEqual({ records, error: expect.stringContaining(error) });
  });

  test('with its beginning, if it never was JSON', async () => {
    expect((await read('<!DOCTYPE html><title>502 Bad Gateway</title>', 64)).error).toContain(
      'begins with "<!DOCTYPE html>',
    );
  });
});

test('lines have their numbers, including blank ones; the last needs no end, and none is too long', async () => {
  const long = 'x'.repeat(5_000_000);
  const lines: unknown[] = [];
  for await (const line of textLines(chunksOf(`\uFEFF{"a":"\u2028"}\r\n\n${long}\nend`, 65_536)))
    lines.push(line);

  expect(lines).toEqual([
    { number: 1, text: '{"a":"\u2028"}\r' },
    { number: 3, text: long },
    { number: 4, text: 'end' },
  ]);
});
