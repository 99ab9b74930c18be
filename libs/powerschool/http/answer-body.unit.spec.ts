import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { AnswerBody } from './answer-body.ts';

test('a body is what its chunks are together, also where a character is cut in two', () => {
  const body = new AnswerBody();
  const all = Buffer.from(`{"title":"${'é🙂'.repeat(20_000)}"}`);
  for (let at = 0; at < all.length; at += 333) body.add(all.subarray(at, at + 333));
  expect(body.text()).toBe(all.toString());
});

test('a body without a chunk is empty', () => {
  expect(new AnswerBody().text()).toBe('');
});

test('a body of one byte after the other is kept as bytes, and not as so many chunks', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const used = (): number => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const source = Buffer.alloc(64 * 1024, 'x');
  const chunks = 500_000;
  const body = new AnswerBody();
  const before = used();
  for (let n = 0; n < chunks; n++) body.add(source.subarray(n % 1000, (n % 1000) + 1));
  // A chunk kept is about a hundred bytes.
  expect(used() - before).toBeLessThan(10 * chunks);
  expect(body.text()).toHaveLength(chunks);
});
