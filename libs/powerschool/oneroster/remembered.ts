import type { Clock } from '@passback/service-kit';
import { LRUCache } from 'lru-cache';
import type { JsonObject } from '../answers/values.ts';
import { weightOf } from '../answers/weight.ts';

interface Held {
  readonly at: number;
  readonly list: Promise<JsonObject[]>;
}

/** Lists that are remembered at once: a district has some hundred schools and some terms each. */
const MAX_ENTRIES = 1000;

/** What all of them may take: those of an honest district take some hundred kilobytes. */
const MAX_BYTES = 32 * 1024 * 1024;
/** What one counts for until it has been read. */
const UNREAD_BYTES = 1;

/** `read`, asked once for each key within `lifeMs`, however many want it, or within the `maxAgeMs` of a call; a failure is not remembered. */
export function createRemembered(
  lifeMs: number,
  clock: Pick<Clock, 'now'>,
  read: (key: string) => Promise<JsonObject[]>,
): (key: string, maxAgeMs?: number) => Promise<JsonObject[]> {
  const held = new LRUCache<string, Held>({ max: MAX_ENTRIES, maxSize: MAX_BYTES });
  return (key, maxAgeMs = lifeMs) => {
    // Not the one used last but the one read last stays longest.
    const known = held.peek(key);
    if (known !== undefined && clock.now() - known.at < Math.min(lifeMs, maxAgeMs)) return known.list;
    const [at, list] = [clock.now(), read(key)];
    held.set(key, { at, list }, { size: UNREAD_BYTES });
    const isHeld = (): boolean => held.peek(key)?.list === list;
    list.then(
      (read) => isHeld() && held.set(key, { at, list }, { size: weightOf(read, MAX_BYTES) }),
      () => isHeld() && held.delete(key),
    );
    return list;
  };
}
