import { expect, it } from '@jest/globals';
import { count, counted, countingLedger } from './counter.ts';
import { countOf, countsSince, sumOf } from './counts.ts';

class Units {
  readonly #stored = ['one'];
  async load(prefix: string): Promise<string[]> {
    return this.#stored.map((id) => prefix + id);
  }
}

it('counts the calls of each store, and changes nothing about them', async () => {
  const ledger = { units: new Units(), check: async () => 'well', version: 3 };
  const counting = countingLedger(ledger);
  expect(await counting.units.load('sa-')).toEqual(['sa-one']);
  expect(await counting.units.load('')).toEqual(['one']);
  expect([await counting.check(), counting.version]).toEqual(['well', 3]);
  expect(counted()).toEqual({ 'ledger units.load': 2 });
});

it('tells what came since, of how many processes ever', () => {
  const before = counted();
  count('command find');
  expect(countsSince(before, counted())).toEqual({ 'command find': 1 });
  const both = sumOf([{ a: 1, 'ab c': 2 }, { a: 3 }]);
  expect(both).toEqual({ a: 4, 'ab c': 2 });
  expect([countOf(both, /^a/), countOf(both, /^a$/), countOf(both, /z/)]).toEqual([6, 4, 0]);
});
