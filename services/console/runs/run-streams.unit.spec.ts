import { expect, it } from '@jest/globals';
import { CONSOLE_LIMITS } from '../limits.ts';
import { RunStreams } from './run-streams.ts';

it('takes as many streams as a process may have, and one more when one has ended', async () => {
  const streams = new RunStreams();
  const opened = Array.from({ length: CONSOLE_LIMITS.runStreams }, (_, index) => streams.open(`caller-${index}`));
  const more = () => streams.open('one more');
  expect(more).toThrow(expect.objectContaining({ status: 503, headers: { 'retry-after': '5' } }) as unknown as Error);
  const [first] = opened;
  first!.body.destroy();
  await new Promise((resolve) => first!.ended.addEventListener('abort', resolve));
  expect(more().ended.aborted).toBe(false);
});

it('opens none any more once it was stopped, and lets go of a client that does not read', async () => {
  const streams = new RunStreams();
  const { body, ended } = streams.open('a');
  while (!body.writableNeedDrain) body.write('x'.repeat(1_024));
  const gone = new Promise((resolve) => ended.addEventListener('abort', resolve));
  streams.stop();
  await gone;
  expect(body.destroyed).toBe(true);
  expect(() => streams.open('a')).toThrow(expect.objectContaining({ status: 503 }) as unknown as Error);
});
