import type { Clock } from '@passback/service-kit';
import type { JsonObject } from '../session/values.ts';

/** Lists that are remembered at once: a district has some hundred schools and some terms each. */
const MAX_ENTRIES = 1000;

/** `read`, asked once for each key within `lifeMs`, however many want it, or within the `maxAgeMs` of a call; a failure is not remembered. */
export function createRemembered(
  lifeMs: number,
  clock: Pick<Clock, 'now'>,
  read: (key: string) => Promise<JsonObject[]>,
): (key: string, maxAgeMs?: number) => Promise<JsonObject[]> {
  const held = new Map<string, { readonly at: number; readonly list: Promise<JsonObject[]> }>();
  return (key, maxAgeMs = lifeMs) => {
    const known = held.get(key);
    if (known !== undefined && clock.now() - known.at < Math.min(lifeMs, maxAgeMs)) return known.list;
    if (held.size >= MAX_ENTRIES) held.clear();
    const mine = { at: clock.now(), list: read(key) };
    held.set(key, mine);
    mine.list.catch(() => {
      if (held.get(key) === mine) held.delete(key);
    });
    return mine.list;
  };
}
