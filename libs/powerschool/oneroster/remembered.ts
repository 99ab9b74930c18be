import type { Clock } from '@passback/service-kit';
import type { JsonObject } from '../answers/values.ts';
import { weightOf } from '../answers/weight.ts';

interface Held {
  readonly at: number;
  readonly list: Promise<JsonObject[]>;
  /** 0 until it has been read. */
  bytes: number;
}

/** Lists that are remembered at once: a district has some hundred schools and some terms each. */
const MAX_ENTRIES = 1000;

/** What all of them may take: those of an honest district take some hundred kilobytes. */
const MAX_BYTES = 32 * 1024 * 1024;

/** `read`, asked once for each key within `lifeMs`, however many want it, or within the `maxAgeMs` of a call; a failure is not remembered. */
export function createRemembered(
  lifeMs: number,
  clock: Pick<Clock, 'now'>,
  read: (key: string) => Promise<JsonObject[]>,
): (key: string, maxAgeMs?: number) => Promise<JsonObject[]> {
  const held = new Map<string, Held>();
  let bytes = 0;

  const forget = (key: string, entry: Held): void => {
    if (held.get(key) !== entry) return;
    held.delete(key);
    bytes -= entry.bytes;
  };

  const weigh = (entry: Held, list: readonly JsonObject[]): void => {
    entry.bytes = weightOf(list, MAX_BYTES);
    bytes += entry.bytes;
    // The oldest first, and at last what has just been read.
    for (const [key, old] of held) {
      if (bytes <= MAX_BYTES) return;
      forget(key, old);
    }
  };

  return (key, maxAgeMs = lifeMs) => {
    const known = held.get(key);
    if (known !== undefined && clock.now() - known.at < Math.min(lifeMs, maxAgeMs)) return known.list;
    if (known !== undefined) forget(key, known);
    for (const [oldest, entry] of held) {
      if (held.size < MAX_ENTRIES) break;
      forget(oldest, entry);
    }
    const mine: Held = { at: clock.now(), list: read(key), bytes: 0 };
    held.set(key, mine);
    mine.list.then(
      (list) => held.get(key) === mine && weigh(mine, list),
      () => forget(key, mine),
    );
    return mine.list;
  };
}
