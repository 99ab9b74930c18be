import { describe, expect, it } from '@jest/globals';
import { forEachAtMost } from './for-each-at-most.ts';

describe('work on many things at once', () => {
  it('never exceeds the limit and does all', async () => {
    let [atOnce, most] = [0, 0];
    const done: number[] = [];
    await forEachAtMost(3, [1, 2, 3, 4, 5, 6, 7], async (item) => {
      most = Math.max(most, (atOnce += 1));
      await new Promise(setImmediate);
      atOnce -= 1;
      done.push(item);
    });
    expect(most).toBe(3);
    expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('tells of a failure', async () => {
    await expect(forEachAtMost(2, [1, 2, 3], (item) => Promise.reject(new Error(`no ${item}`)))).rejects.toThrow(
      'no 1',
    );
  });
});
