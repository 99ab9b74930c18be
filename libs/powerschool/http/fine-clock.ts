import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Clock, systemClock } from '@passback/service-kit';

/**
 * The clock that pacing measures with: to the fraction of a millisecond, and never set back. `Date.now()` would cut up to 1 ms off
 * each gap, and a correction of the system's time would make a gap of any length.
 */
export const fineClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  sleep: async (ms, signal) => {
    const until = performance.now() + ms;
    if (ms >= 1) await systemClock.sleep(Math.floor(ms), signal);
    // A timer counts whole milliseconds; the rest, less than one, is waited out by turns of the event loop.
    while (performance.now() < until && signal?.aborted !== true) await nextTurn();
  },
};
