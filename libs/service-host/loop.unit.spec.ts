import { afterEach, expect, it } from '@jest/globals';
import { LedgerError } from '@passback/ledger';
import { createLogger, systemClock } from '@passback/service-kit';
import { eventually } from '../service-kit/testing/eventually.fixture.ts';
import { Loop } from './loop.ts';

let said: string[] = [];
let loop: Loop | null = null;

afterEach(() => loop?.stop());

/** A loop that does `round` every millisecond; `said` has the ids of what it complains of. */
function startLoop(round: (loop: Loop) => Promise<void>): void {
  const logger = createLogger('rules', 'silent');
  said = [];
  logger.warn = (fields: unknown) => void said.push((fields as { district?: string }).district ?? 'all');
  loop = new Loop({ clock: systemClock, logger, task: 'clock', words: 'it went wrong' }, 1, round);
  loop.start();
}

const DISTRICTS = ['adams', 'lincoln', 'monroe'];
const idsOf = (district: string): object => ({ district });

it('leaves no item out for what goes wrong with another, and says that once', async () => {
  const done: string[] = [];
  startLoop((loop) =>
    loop.each(DISTRICTS, idsOf, async (district) => {
      if (district === 'lincoln') throw new Error('no such time zone');
      done.push(district);
    }),
  );
  await eventually(async () => expect(done.length).toBeGreaterThan(8));
  expect(done.slice(0, 4)).toEqual(['adams', 'monroe', 'adams', 'monroe']);
  expect(said).toEqual(['lincoln']);
});

it('ends a round when the ledger is away, and says it again once there was a round without trouble', async () => {
  let rounds = 0;
  startLoop(async (loop) => {
    rounds += 1;
    if (rounds === 3) return;
    await loop.each(DISTRICTS, idsOf, () => Promise.reject(new LedgerError('UNAVAILABLE', 'away')));
  });
  await eventually(async () => expect(rounds).toBeGreaterThan(5));
  expect(said).toEqual(['all', 'all']);
});

it('lets the round in hand end when it is stopped, and takes no more items', async () => {
  const begun: number[] = [];
  const gate = Promise.withResolvers<null>();
  const items = Array.from({ length: 100 }, (_, index) => index);
  startLoop((loop) =>
    loop.each(items, idsOf as never, async (item) => {
      begun.push(item);
      await gate.promise;
    }),
  );
  const stopped = loop?.stop();
  const before = begun.length;
  gate.resolve(null);
  await stopped;
  expect(begun).toHaveLength(before);
  expect(before).toBeGreaterThan(1);
});
