import { beforeEach, describe, expect, it } from '@jest/globals';
import { Recent } from './recent.ts';

let now: number;
let asked: { readonly answer: (text: string) => void; readonly fail: (error: Error) => void }[];
let recent: Recent<string>;
beforeEach(() => {
  [now, asked] = [0, []];
  const ask = () => new Promise<string>((answer, fail) => void asked.push({ answer, fail }));
  recent = new Recent(ask, 1_000, () => now);
});

const LONG_MS = 10_000;

describe('a recent answer', () => {
  it('is asked for once by many, and good for a while', async () => {
    const all = [recent.within(LONG_MS), recent.within(LONG_MS)];
    asked[0]?.answer('3');
    expect(await Promise.all(all)).toEqual(['3', '3']);
    now = 999;
    expect(await recent.within(LONG_MS)).toBe('3');
    expect(asked).toHaveLength(1);
    now = 1_000;
    const next = recent.within(LONG_MS);
    asked[1]?.answer('4');
    expect(await next).toBe('4');
  });

  it('that comes too late for one is there for the next, and is not asked for twice meanwhile', async () => {
    expect([await recent.within(5), await recent.within(5)]).toEqual([null, null]);
    expect(asked).toHaveLength(1);
    asked[0]?.answer('3');
    await new Promise(setImmediate);
    expect(await recent.within(5)).toBe('3');
  });

  it('that fails is asked for again by the next, whether or not anybody still waited for it', async () => {
    const waiting = recent.within(LONG_MS);
    asked[0]?.fail(new Error('away'));
    await expect(waiting).rejects.toThrow('away');
    expect(await recent.within(5)).toBeNull();
    asked[1]?.fail(new Error('away'));
    await new Promise(setImmediate);
    const next = recent.within(LONG_MS);
    asked[2]?.answer('3');
    expect(await next).toBe('3');
  });
});
