import { expect, it } from '@jest/globals';
import { Turns } from './turns.ts';

const STREAMS = 5;
const STEPS = 20;

it('lets one of many streams go on in each turn of the event loop, each as often as the others', async () => {
  let now = 0;
  const turns = new Turns(() => now);
  let loop = 0;
  let isCounting = true;
  const count = (): void => {
    loop += 1;
    if (isCounting) setImmediate(count);
  };
  setImmediate(count);
  const taken: { readonly stream: number; readonly loop: number }[] = [];
  const work = async (stream: number): Promise<void> => {
    const next = turns.stream();
    for (let step = 0; step < STEPS; step += 1) {
      now += 1;
      taken.push({ stream, loop });
      await next();
    }
  };
  await Promise.all(Array.from({ length: STREAMS }, (_, stream) => work(stream)));
  isCounting = false;
  // Each began at once; from then on one a turn.
  const later = taken.slice(STREAMS);
  const perTurn = Map.groupBy(later, (one) => one.loop);
  expect([...perTurn.values()].every((steps) => steps.length === 1)).toBe(true);
  const order = later.map(({ stream }) => stream);
  for (let from = 0; from + STREAMS <= order.length; from += STREAMS)
    expect(new Set(order.slice(from, from + STREAMS)).size).toBe(STREAMS);
});

it('takes nothing from a stream that has not had its slice', () => {
  const turns = new Turns(() => 0);
  const next = turns.stream();
  for (let step = 0; step < 1_000; step += 1) expect(next()).toBeNull();
});
