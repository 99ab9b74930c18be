import { describe, expect, it } from '@jest/globals';
import { FairMap } from './fair-map.ts';

describe('a map in which every district has a part', () => {
  it('forgets what the largest part used longest ago, and nothing of the others', () => {
    const map = new FairMap<number>(5);
    map.set('small', 'only', 1);
    for (let key = 0; key < 1_000; key += 1) map.set('large', String(key), key);
    expect(map.size).toBe(5);
    expect(map.get('small', 'only')).toBe(1);
    expect(['995', '996', '997', '998', '999'].map((key) => map.get('large', key))).toEqual([
      ...[undefined, 996, 997, 998, 999],
    ]);
    map.get('large', '996');
    map.set('small', 'second', 2);
    expect(['996', '997'].map((key) => map.get('large', key))).toEqual([996, undefined]);
  });

  it('holds a key once, and is empty when all were taken out', () => {
    const map = new FairMap<number>(5);
    map.set('a', 'key', 1);
    map.set('a', 'key', 2);
    map.set('b', 'key', 3);
    expect([map.get('a', 'key'), map.get('b', 'key'), map.size]).toEqual([2, 3, 2]);
    map.delete('a', 'key');
    map.delete('a', 'key');
    map.delete('nobody', 'key');
    map.delete('b', 'key');
    expect([map.get('a', 'key'), map.size]).toEqual([undefined, 0]);
  });
});
