// A cache limited in bytes that drops the least recently used.
import { WeightedCache } from '../../src/graphql/documents/weighted-cache';

const KIB = 1_024;

test('the least recently used goes once there is more than it may hold', () => {
  const cache = new WeightedCache<string>(4 * KIB);
  for (const key of ['a', 'b', 'c']) cache.set(key, key, KIB);
  expect(cache.get('a')).toBe('a');

  cache.set('d', 'd', KIB);

  expect(['a', 'b', 'c', 'd'].map((key) => cache.get(key))).toEqual(['a', undefined, 'c', 'd']);
  expect(cache.bytes).toBeLessThanOrEqual(cache.most);
});

test('an entry that is too large by itself is not kept, and displaces no others', () => {
  const cache = new WeightedCache<string>(4 * KIB);
  cache.set('a', 'a', KIB);

  cache.set('large', 'large', 5 * KIB);
  cache.set('x'.repeat(3 * KIB), 'a long key', 1);

  expect(cache.get('large')).toBeUndefined();
  expect(cache.get('a')).toBe('a');
});

test('a replaced entry is weighed again, and a dropped one weighs nothing', () => {
  const cache = new WeightedCache<string>(4 * KIB);
  cache.set('a', 'small', KIB);
  cache.set('a', 'larger', 3 * KIB);
  expect([cache.get('a'), cache.bytes > 3 * KIB]).toEqual(['larger', true]);

  cache.set('b', 'b', 1);
  cache.delete('a');
  expect(cache.bytes).toBeLessThan(KIB);
  cache.clear();
  expect([cache.bytes, cache.get('b')]).toEqual([0, undefined]);
});

test('whatever is kept, there is never more than it may hold', () => {
  const cache = new WeightedCache<number>(64 * KIB);
  for (let index = 0; index < 10_000; index += 1) {
    cache.set(`key ${index % 700}`, index, (index * 7_919) % (9 * KIB));
    expect(cache.bytes).toBeLessThanOrEqual(cache.most);
  }
});
