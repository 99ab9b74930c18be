import { describe, expect, test } from '@jest/globals';
import { ManualClock } from '../http/manual-clock.fixture.ts';
import { createRemembered } from './remembered.ts';

/** Lists of one text each, as long as the key says in MiB. */
function rememberedLists() {
  const asked: string[] = [];
  const list = createRemembered(60_000, new ManualClock(), (key) => {
    asked.push(key);
    return Promise.resolve([{ text: 'x'.repeat(Number(key.split(':')[1]) * 1024 * 1024) }]);
  });
  return { list, asked };
}

describe('remembered lists', () => {
  test('are kept as long as there is room, the newest longest', async () => {
    const { list, asked } = rememberedLists();
    for (const key of ['a:10', 'b:10', 'c:10', 'd:10', 'c:10', 'd:10', 'b:10', 'a:10']) await list(key);
    // The fourth took the room of the first, the first again that of the second.
    expect(asked).toEqual(['a:10', 'b:10', 'c:10', 'd:10', 'a:10']);
  });

  test('of which one is larger than all may be is given, and not kept', async () => {
    const { list, asked } = rememberedLists();
    await expect(list('a:40')).resolves.toHaveLength(1);
    await list('a:40');
    expect(asked).toHaveLength(2);
  });

  test('give their room back when they are read anew', async () => {
    const { list, asked } = rememberedLists();
    await list('a:10');
    for (let n = 0; n < 5; n++) await list('b:20', 0);
    await list('a:10');
    expect(asked.filter((key) => key === 'a:10')).toHaveLength(1);
  });

  test('are a thousand at most', async () => {
    const { list, asked } = rememberedLists();
    for (let n = 0; n <= 1000; n++) await list(`${n}:0`);
    await list('1000:0');
    await list('0:0');
    expect(asked).toHaveLength(1002);
  });
});
