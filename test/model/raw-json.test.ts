// JSON that is passed on as text: it means the same wherever it is put in, and it is never taken for anything else.
import { RawJson, rawJson, stringify } from '../../src/model/raw-json';

const VALUE = { title: 'A "quoted" \u2028 title', prices: { verified: '49.00' }, runs: [1, null, true] };
const raw = () => new RawJson(JSON.stringify(VALUE));

test('stands for the value of its text', () => {
  expect(raw().value).toEqual(VALUE);
  expect(JSON.parse(JSON.stringify({ one: raw() }))).toEqual({ one: VALUE });
});

test('is put in as it is written, with its blanks and however large its numbers', () => {
  const text = '{"version": 12345678901234567890,  "a": [ ]}';

  expect(stringify({ before: null, after: new RawJson(text), last: 1 })).toBe(
    `{"before":null,"after":${text},"last":1}`,
  );
});

test('many are put in each in its place', () => {
  const many = Array.from({ length: 300 }, (_, index) => ({
    index,
    one: new RawJson(String(index)),
    two: [raw()],
  }));

  expect(JSON.parse(stringify(many))).toEqual(many.map(({ index }) => ({ index, one: index, two: [VALUE] })));
});

test('what looks like a place, or has a null character, is left as it is', () => {
  const others = { a: '\0', b: '"\\u0000"', c: '\\u0000' };

  expect(JSON.parse(stringify({ ...others, raw: raw() }))).toEqual({ ...others, raw: VALUE });
  expect(stringify(others)).toBe(JSON.stringify(others));
});

test('after an answer that cannot be written, the next one is', () => {
  const circle: Record<string, unknown> = { raw: raw() };
  circle['self'] = circle;

  expect(() => stringify(circle)).toThrow(TypeError);
  expect(JSON.stringify({ raw: raw() })).toBe(JSON.stringify({ raw: VALUE }));
});

test('of null there is none', () => {
  expect(rawJson(null)).toBeNull();
  expect(rawJson('[]')?.value).toEqual([]);
});
