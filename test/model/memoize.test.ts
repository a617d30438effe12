// Memoized values are computed once, and limited in number.
import { memoize } from '../../src/model/memoize';

test('the result for a key is returned again, until there are too many keys', () => {
  const made: string[] = [];
  const upper = memoize((key: string) => ({ text: (made.push(key), key.toUpperCase()) }), 2);

  const first = upper('a');
  expect(upper('a')).toBe(first);
  expect(upper('b')).toEqual({ text: 'B' });
  expect(made).toEqual(['a', 'b']);

  upper('c');
  expect(upper('a')).toEqual(first);
  expect(made).toEqual(['a', 'b', 'c', 'a']);
});

test('a failed computation is retried', () => {
  let isBroken = true;
  const read = memoize((key: string) => {
    if (isBroken) throw new Error('broken');
    return key;
  }, 2);

  expect(() => read('a')).toThrow('broken');
  isBroken = false;
  expect(read('a')).toBe('a');
});
