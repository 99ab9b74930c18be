import type { Clock } from '@passback/service-kit';
import type { GradebookSettings } from '../port/transport.ts';
import { createIntervalLearner, type IntervalLearner } from './interval.ts';
import { createPacer, type Pacer } from './pacer.ts';

/**
 * The pace of one plugin at one district's PowerSchool. PowerSchool counts the gap between two requests whichever connection they come
 * on, so everything in this process that asks it shares one pace: a lane, a command, a reader of terms, and the connection that
 * replaces another after a change of settings.
 */
export interface Pace {
  readonly learner: IntervalLearner;
  readonly pacer: Pacer;
  /** A request's place in the queue: smallest first. */
  nextTicket(): number;
  /** Its connection is no longer used. */
  leave(): void;
}

export type PaceSettings = Pick<
  GradebookSettings,
  'districtId' | 'baseUrl' | 'clientId' | 'minIntervalMs' | 'concurrency'
>;

export interface JoinOptions {
  readonly settings: PaceSettings;
  readonly clock: Clock;
  /** As learnt before, by whoever had the lane then; 0: nothing. What this process uses already is newer. */
  readonly learnedIntervalMs?: number;
  readonly onLearnedInterval?: (ms: number) => void;
}

/** Paces that nobody uses are remembered for the next connection: more than an installation has districts. */
const MAX_PACES = 10_000;

/** One set a clock: a process has one, and simulated times do not mix. */
const paces = new WeakMap<Clock, Map<string, SharedPace>>();

/** The pace of these settings' plugin, from now on as they say: who joins last brings the newest settings. */
export function joinPace({ settings, clock, learnedIntervalMs = 0, onLearnedInterval }: JoinOptions): Pace {
  const known = paces.get(clock) ?? new Map<string, SharedPace>();
  paces.set(clock, known);
  const key = JSON.stringify([settings.districtId, settings.baseUrl, settings.clientId]);
  const shared = known.get(key) ?? new SharedPace(settings, clock);
  known.delete(key);
  known.set(key, shared); // now the one used last
  forgetLeastUsed(known);
  return shared.join(settings, learnedIntervalMs, onLearnedInterval ?? null);
}

function forgetLeastUsed(known: Map<string, SharedPace>): void {
  if (known.size <= MAX_PACES) return;
  for (const [key, pace] of known) {
    if (pace.isUsed) continue;
    known.delete(key);
    return;
  }
}

class SharedPace {
  readonly #learner: IntervalLearner;
  readonly #pacer: Pacer;
  /** The last that wants to know is the one with the newest settings. */
  #listeners: ((ms: number) => void)[] = [];
  #used = 0;
  #tickets = 0;

  constructor({ minIntervalMs, concurrency }: PaceSettings, clock: Clock) {
    this.#learner = createIntervalLearner({
      settingMs: minIntervalMs,
      now: () => clock.now(),
      onLearned: (ms) => this.#listeners.at(-1)?.(ms),
    });
    this.#pacer = createPacer({ learner: this.#learner, concurrency, clock });
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
