import { type Clock, systemClock } from './clock.ts';

const LATE = Symbol('late');

interface Lateness<L> {
  /** What is given, or thrown, instead; left out: an error that says so. */
  readonly late?: () => L;
  readonly clock?: Pick<Clock, 'sleep'>;
}

/** What `work` gives or throws within `limitMs`. Later nobody hears of it: who gives up on work that can be ended ends it. */
export async function within<T, L = never>(
  limitMs: number,
  work: Promise<T>,
  { late, clock = systemClock }: Lateness<L> = {},
): Promise<T | L> {
  const answered = new AbortController();
  const timeUp = clock.sleep(limitMs, answered.signal).then((): typeof LATE => LATE);
  try {
    const first = await Promise.race([work, timeUp]);
    if (first !== LATE) return first;
  } finally {
    answered.abort();
  }
  if (late !== undefined) return late();
  throw new Error(`no answer within ${limitMs} ms`);
}
