import { expect, it } from '@jest/globals';
import { topics } from '@passback/contracts';
import { createWakeUps, type WakeUpOptions } from './wake-ups.ts';

type Handle = (messages: readonly { readonly value: unknown }[]) => Promise<unknown>;

it('wakes at the end of a run, and not at its beginning', async () => {
  let woken = 0;
  let handle: Handle = async () => undefined;
  const messaging = {
    ensureTopics: async () => undefined,
    consume: async (_topic: unknown, options: { readonly handle: Handle }) => {
      handle = options.handle;
      return { trouble: () => null, stop: async () => undefined };
    },
  } as unknown as WakeUpOptions['messaging'];
  const clock = { sleep: async () => undefined } as unknown as WakeUpOptions['clock'];
  const logger = { warn: () => undefined };
  const wakeUps = createWakeUps({ messaging, group: 'spec', clock, logger, onWake: () => void (woken += 1) });
  await wakeUps.start();
  const run = { districtId: 'lincoln', runId: 'night-2026-11-20', kind: 'night', date: '2026-11-20' };
  const asRead = (message: Parameters<typeof topics.runs.encode>[0]) => ({
    value: topics.runs.decode(topics.runs.encode(message)),
  });
  await handle([asRead({ started: run })]);
  expect(woken).toBe(0);
  await handle([asRead({ finished: { ...run, units: null, scores: null } })]);
  expect(woken).toBe(1);
  await wakeUps.stop();
});
