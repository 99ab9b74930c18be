import { beforeEach, describe, expect, it } from '@jest/globals';
import { answersWithin, listsWithin, Recall } from './recall.ts';

const LIFE_MS = 60_000;
const FAILURE = new Error('HTTP 502');

let now: number;
let recall: Recall<string>;
/** What was asked for, in order. */
let asked: string[];
beforeEach(() => {
  now = 1_000_000;
  asked = [];
  recall = new Recall(() => now, LIFE_MS, answersWithin(2));
});

const get = (answer: string, key = 'S1', maxAgeMs?: number): Promise<string> => {
  const read = async (): Promise<string> => {
    asked.push(answer);
    return answer;
  };
  return recall.get(key, read, maxAgeMs);
};

/** A read that is still on its way. */
function begin(key = 'S1') {
  const answer = Promise.withResolvers<string>();
  return { ...answer, answer: recall.get(key, () => answer.promise) };
}

/** Until whoever waits for an answer that is there by now has it; a rejection that nobody takes fails the spec. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('an answer', () => {
  it.each([
    ['is the one before for as long as it lives', LIFE_MS - 1, undefined, 'first'],
    ['is asked for anew once it lived that long', LIFE_MS, undefined, 'second'],
    ['is the one before where that is young enough', 999, 1_000, 'first'],
    ['is asked for anew where that is as old as it may not be', 1_000, 1_000, 'second'],
    ['is asked for anew at once where none may be old', 0, 0, 'second'],
  ])('%s', async (_what, ageMs, maxAgeMs, expected) => {
    await get('first');
    now += ageMs;
    expect(await get('second', 'S1', maxAgeMs)).toBe(expected);
  });

  it('that is on its way is waited for, and not asked for twice', async () => {
    const { answer, resolve } = begin();
    const second = get('second');
    resolve('first');
    expect(await Promise.all([answer, second])).toEqual(['first', 'first']);
    expect(asked).toEqual([]);
  });

  it('goes to make room for those of other keys, the one that was used least recently first', async () => {
    await get('one', 'S1');
    await get('two', 'S2');
    await get('one', 'S1');
    await get('three', 'S3');
    await Promise.all(['S1', 'S3', 'S2'].map((key) => get(`${key} anew`, key)));
    expect(asked).toEqual(['one', 'two', 'three', 'S2 anew']);
  });

  it('that was forgotten is asked for anew, and no other', async () => {
    await get('one', 'S1');
    await get('two', 'S2');
    recall.forget('S1');
    expect([await get('one anew', 'S1'), await get('two anew', 'S2')]).toEqual(['one anew', 'two']);
    recall.clear();
    expect(await get('two anew', 'S2')).toBe('two anew');
  });
});

describe('a failure', () => {
  it('is for those who waited for it, and not kept', async () => {
    const { answer, reject } = begin();
    const second = get('second');
    reject(FAILURE);
    await expect(answer).rejects.toBe(FAILURE);
    await expect(second).rejects.toBe(FAILURE);
    expect(await get('third')).toBe('third');
  });

  it('leaves alone what was asked for since', async () => {
    const { answer, reject } = begin();
    const since = get('since', 'S1', 0);
    reject(FAILURE);
    await expect(answer).rejects.toBe(FAILURE);
    expect([await since, await get('anew')]).toEqual(['since', 'since']);
  });

  it('of what was forgotten meanwhile is for who waits for it alone', async () => {
    const { answer, reject } = begin();
    recall.forget('S1');
    reject(FAILURE);
    await expect(answer).rejects.toBe(FAILURE);
    await settled();
    expect(await get('anew')).toBe('anew');
  });

  it('of what was amended while it was on its way is not kept either', async () => {
    const { answer, reject } = begin();
    recall.amend('S1', (list) => `${list}, another`);
    reject(FAILURE);
    await expect(answer).rejects.toBe(FAILURE);
    await settled();
    expect(await get('anew')).toBe('anew');
  });
});

describe('an answer that is amended', () => {
  it('is so for whoever asks after that, and no younger for it', async () => {
    await get('list');
    now += LIFE_MS - 1;
    recall.amend('S1', (list) => `${list}, another`);
    expect(await get('anew')).toBe('list, another');
    now += 1;
    expect(await get('anew')).toBe('anew');
  });

  it('is so as well where it was on its way', async () => {
    const { answer, resolve } = begin();
    recall.amend('S1', (list) => `${list}, another`);
    resolve('list');
    expect([await answer, await get('anew')]).toEqual(['list', 'list, another']);
  });

  it('is asked for where nothing is remembered', async () => {
    recall.amend('S1', (list) => `${list}, another`);
    expect(await get('list')).toBe('list');
  });
});

describe('lists that several keep in one place', () => {
  /** Two that share room for so many entries; answers say whether they were read. */
  function sharing(entries: number) {
    const room = listsWithin<string>(entries);
    const [one, other] = [new Recall(() => now, LIFE_MS, room), new Recall(() => now, LIFE_MS, room)];
    const isRead = async (from: Recall<string[]>, key: string, list: string[]): Promise<boolean> => {
      let read = false;
      await from.get(key, async () => ((read = true), list));
      return read;
    };
    return { one, other, isRead };
  }

  it('are each one’s own, and bounded by their entries altogether', async () => {
    const { one, other, isRead } = sharing(5);
    expect([await isRead(one, 'S1', ['a', 'b']), await isRead(other, 'S1', ['c', 'd'])]).toEqual([true, true]);
    expect([await isRead(one, 'S1', []), await isRead(other, 'S1', [])]).toEqual([false, false]);
    // The sixth entry: what was used least recently goes.
    expect(await isRead(other, 'S2', ['e', 'f'])).toBe(true);
    expect([await isRead(other, 'S1', []), await isRead(other, 'S2', [])]).toEqual([false, false]);
    expect(await isRead(one, 'S1', ['a', 'b'])).toBe(true);
  });

  it('count as what they have become, and an empty one as one', async () => {
    const { one, isRead } = sharing(3);
    for (const key of ['S1', 'S2', 'S3']) await isRead(one, key, []);
    expect(await isRead(one, 'S1', [])).toBe(false);
    one.amend('S1', () => ['a', 'b', 'c']);
    await settled();
    expect([await isRead(one, 'S1', []), await isRead(one, 'S2', [])]).toEqual([false, true]);
  });

  it('are forgotten by one alone', async () => {
    const { one, other, isRead } = sharing(9);
    for (const from of [one, other]) await isRead(from, 'S1', ['a']);
    one.clear();
    expect([await isRead(other, 'S1', []), await isRead(one, 'S1', [])]).toEqual([false, true]);
  });
});
