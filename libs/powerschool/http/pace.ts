import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Clock, systemClock } from '@passback/service-kit';
import type { GradebookSettings } from '../port/transport.ts';
import { createIntervalLearner, type IntervalLearner } from './interval.ts';
import { createPacer, type Pacer } from './pacer.ts';
import type { Sharing } from './shared-time.ts';

/**
 * The pace of one plugin at one district's PowerSchool. PowerSchool counts the gap between two requests whichever connection they come
 * on, so everything in this process that asks it shares one pace: a lane, a command, a reader of terms, and the connection that
 * replaces another after a change of settings. What other processes send is kept apart by `SharedTime`.
 */
export interface Pace {
  readonly learner: IntervalLearner;
  readonly pacer: Pacer;
  /** A request's place in the queue: smallest first. */
  nextTicket(): number;
  /** Its connection is no longer used. */
  leave(): void;
}

type PaceSettings = Pick<GradebookSettings, 'districtId' | 'baseUrl' | 'clientId' | 'minIntervalMs' | 'concurrency'>;

export interface JoinOptions {
  readonly settings: PaceSettings;
  /** As learnt before, by whoever had the lane then; 0: nothing. What this process uses already is newer. */
  readonly learnedIntervalMs?: number;
  readonly onLearnedInterval?: (ms: number) => void;
}

/** Paces that nobody uses are remembered for the next connection: more than an installation has districts. */
const MAX_PACES = 10_000;

/**
 * The clock that pacing measures with: to the fraction of a millisecond, and never set back. `Date.now()` would cut up to 1 ms off
 * each gap, and a correction of the system's time would make a gap of any length.
 */
export const fineClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  monotonic: () => performance.now(),
  sleep: async (ms, signal) => {
    const until = performance.now() + ms;
    if (ms >= 1) await systemClock.sleep(Math.floor(ms), signal);
    // A timer counts whole milliseconds; the rest, less than one, is waited out by turns of the event loop.
    while (performance.now() < until && signal?.aborted !== true) await nextTurn();
  },
};

/**
 * The paces of a process, opened once and handed to whatever in it connects to a PowerSchool. Two connections that each kept an interval of
 * their own would arrive at half of it, and be refused in turn.
 */
export class Paces {
  /** Measures the gaps and waits for them. */
  readonly clock: Clock;
  readonly #sharing: Sharing | null;
  readonly #known = new Map<string, SharedPace>();

  /** `sharing`: with which other processes share the pace; left out: no other asks the same PowerSchools. */
  constructor({ clock = fineClock, sharing = null }: { clock?: Clock; sharing?: Sharing | null } = {}) {
    this.clock = clock;
    this.#sharing = sharing;
  }

  /** The pace of these settings' plugin, from now on as they say: who joins last brings the newest settings. */
  join({ settings, learnedIntervalMs = 0, onLearnedInterval }: JoinOptions): Pace {
    const key = JSON.stringify([settings.districtId, settings.baseUrl, settings.clientId]);
    const shared = this.#known.get(key) ?? new SharedPace(settings, this.clock, this.#sharing);
    this.#known.delete(key);
    this.#known.set(key, shared); // now the one used last
    this.#forgetLeastUsed();
    return shared.join(settings, learnedIntervalMs, onLearnedInterval ?? null);
  }

  #forgetLeastUsed(): void {
    if (this.#known.size <= MAX_PACES) return;
    for (const [key, pace] of this.#known) {
      if (pace.isUsed) continue;
      this.#known.delete(key);
      return;
    }
  }
}

class SharedPace {
  readonly #learner: IntervalLearner;
  readonly #pacer: Pacer;
  /** The last that wants to know is the one with the newest settings. */
  #listeners: ((ms: number) => void)[] = [];
  #used = 0;
  #tickets = 0;

  constructor({ districtId, minIntervalMs, concurrency }: PaceSettings, clock: Clock, sharing: Sharing | null) {
    this.#learner = createIntervalLearner({
      settingMs: minIntervalMs,
      now: () => clock.now(),
      onLearned: (ms) => this.#listeners.at(-1)?.(ms),
    });
    const shared = sharing === null ? {} : { sharing: { ...sharing, districtId } };
    this.#pacer = createPacer({ learner: this.#learner, concurrency, clock, ...shared });
  }

  get isUsed(): boolean {
    return this.#used > 0;
  }

  join(settings: PaceSettings, learnedMs: number, onLearned: ((ms: number) => void) | null): Pace {
    if (onLearned !== null) this.#listeners.push(onLearned);
    this.#pacer.setConcurrency(settings.concurrency);
    const isChanged = this.#learner.setSetting(settings.minIntervalMs);
    if (!isChanged && this.#used === 0) this.#learner.learnt(learnedMs);
    this.#used += 1;
    let hasLeft = false;
    return {
      learner: this.#learner,
      pacer: this.#pacer,
      nextTicket: () => (this.#tickets += 1),
      leave: () => {
        if (hasLeft) return;
        hasLeft = true;
        this.#used -= 1;
        this.#listeners = this.#listeners.filter((listener) => listener !== onLearned);
      },
    };
  }
}
