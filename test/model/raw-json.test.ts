// JSON passed on as text: it means the same wherever it is inserted, and is never mistaken for anything else.
import { RawJson, rawJson, stringify } from '../../src/model/raw-json';

const VALUE = { title: 'A "quoted" \u2028 title', prices: { verified: '49.00' }, runs: [1, null, true] };
const raw = () => new RawJson(JSON.stringify(VALUE));

test('stands for the value of its text', () => {
  expect(raw().value).toEqual(VALUE);
  expect(JSON.parse(JSON.stringify({ one: raw() }))).toEqual({ one: VALUE });
});

test('is inserted as it is written, with its blanks and numbers of any size', () => {
  const text = '{"version": 12345678901234567890,  "a": [ ]}';

  expect(stringify({ before: null, after: new RawJson(text), last: 1 })).toBe(
    `{"before":null,"after":${text},"last":1}`,
  );
});

test('many are inserted in their own places', () => {
  const many = Array.from({ length: 300 }, (_, index) => ({
    index,
    one: new RawJson(String(index)),
    two: [raw()],
  }));

  expect(JSON.parse(stringify(many))).toEqual(many.map(({ index }) => ({ index, one: index, two: [VALUE] })));
});

test('text that looks like a placeholder, or has a null character, stays as it is', () => {
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

test('null has none', () => {
  expect(rawJson(null)).toBeNull();
  expect(rawJson('[]')?.value).toEqual([]);
});
