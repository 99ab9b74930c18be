import { beforeEach, expect, it } from '@jest/globals';
import type { Messaging } from '@passback/messaging';
import { LIMITS } from '../limits.ts';
import { CatchUp } from './catch-up.ts';

const never = new AbortController().signal;
const settled = (): Promise<unknown> => new Promise(setImmediate);

let waits: PromiseWithResolvers<boolean>[];
/** Sleeps that nobody ended yet. */
let sleeps: { readonly ms: number; wake(): void }[];
let catchUp: CatchUp;

beforeEach(() => {
  waits = [];
  sleeps = [];
  const waitUntilConsumed: Messaging['waitUntilConsumed'] = () => {
    const wait = Promise.withResolvers<boolean>();
    waits.push(wait);
    return wait.promise;
  };
  const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const wake = (): void => {
        sleeps = sleeps.filter((other) => other !== mine);
        resolve();
      };
      const mine = { ms, wake };
      sleeps.push(mine);
      signal?.addEventListener('abort', wake);
    });
  const messaging = { waitUntilConsumed } as Messaging;
  catchUp = new CatchUp({ messaging, group: 'rules', clock: { now: () => 0, monotonic: () => 0, sleep } });
});

it('asks the broker once for all that begin while a wait goes on, and after them', async () => {
  const first = catchUp.caughtUp(never);
  await settled();
  const later = Array.from({ length: 50 }, () => catchUp.caughtUp(never));
  await settled();
  expect(waits).toHaveLength(1);
  waits[0]?.resolve(true);
  expect(await first).toBe(true);
  await settled();
  expect(waits).toHaveLength(2);
  waits[1]?.resolve(false);
  expect(new Set(await Promise.all(later))).toEqual(new Set([false]));
  expect(sleeps).toEqual([]);
});

it('does not wait long for a wait that began before', async () => {
  void catchUp.caughtUp(never);
  await settled();
  const second = catchUp.caughtUp(never);
  await settled();
  expect(sleeps.map(({ ms }) => ms)).toEqual([LIMITS.catchUpApartMs]);
  sleeps[0]?.wake();
  await settled();
  waits[1]?.resolve(true);
  expect(await second).toBe(true);
});

it('fails with the broker, and asks it again for who comes then', async () => {
  const first = catchUp.caughtUp(never);
  await settled();
  waits[0]?.reject(new Error('the broker is away'));
  await expect(first).rejects.toThrow('the broker is away');
  const second = catchUp.caughtUp(never);
  await settled();
  waits[1]?.resolve(true);
  expect(await second).toBe(true);
});

it('keeps nobody who is told to stop', async () => {
  const stopping = new AbortController();
  const waiting = catchUp.caughtUp(stopping.signal);
  stopping.abort();
  expect(await waiting).toBeNull();
});
