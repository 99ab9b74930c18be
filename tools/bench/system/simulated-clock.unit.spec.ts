import { expect, it } from '@jest/globals';
import { SimulatedClock } from './simulated-clock.ts';

it('stands still, and jumps to when the next sleeper wakes', async () => {
  const clock = new SimulatedClock(1_000);
  const woken: string[] = [];
  const sleeps = [
    clock.sleep(50).then(() => woken.push(`second at ${clock.now()}`)),
    clock.sleep(20).then(() => woken.push(`first at ${clock.now()}`)),
  ];
  await clock.sleep(0);
  expect([clock.now(), woken]).toEqual([1_000, []]);
  expect(clock.jump()).toBe(true);
  await sleeps[1];
  expect(clock.jump()).toBe(true);
  await Promise.all(sleeps);
  expect(woken).toEqual(['first at 1020', 'second at 1050']);
  expect([clock.jump(), clock.now()]).toEqual([false, 1_050]);
});

it('lets go of a sleeper whose signal aborts, and of one that comes too late to sleep', async () => {
  const clock = new SimulatedClock(0);
  const aborting = new AbortController();
  const asleep = clock.sleep(1_000, aborting.signal);
  aborting.abort();
  await asleep;
  await clock.sleep(1_000, aborting.signal);
  expect([clock.jump(), clock.now()]).toEqual([false, 0]);
});
