import type { SisResponse } from '../port/transport.ts';
import { wordsOf } from './words.ts';

/** PowerSchool's refusal of a request that came too early; `waitMs` is null when it did not say for how long. */
export interface Throttled {
  readonly waitMs: number | null;
  /** Whether it is about the pace; a 503 is about PowerSchool's own state, and says nothing of how fast it may be asked. */
  readonly isRate: boolean;
}

/**
 * Whether an answer says "too fast": 429; 503 with `Retry-After`; 403 whose words are those of a rate limit (PowerSchool's own
 * throttle, which names the seconds to wait). Null for any other answer.
 */
export function throttleOf(response: SisResponse, now: number): Throttled | null {
  const header = retryAfterMs(response.headers['retry-after'], now);
  if (response.status === 429) return { waitMs: header ?? secondsIn(wordsOf(response.body)), isRate: true };
  if (response.status === 503 && header !== null) return { waitMs: header, isRate: false };
  if (response.status !== 403) return null;
  const words = wordsOf(response.body);
  return /rate.?limit|too many requests|throttl/i.test(words)
    ? { waitMs: header ?? secondsIn(words), isRate: true }
    : null;
}

/** `Retry-After` is a number of seconds or an HTTP date. */
function retryAfterMs(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\s*\d+(\.\d+)?\s*$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

/** "… wait 2 seconds", "… in 0.35 sec", "… retry after 250 ms". */
function secondsIn(words: string): number | null {
  const found = /(\d+(?:\.\d+)?)\s*(milliseconds?|ms|seconds?|secs?|s)\b/i.exec(words);
  if (found === null) return null;
  return Number(found[1]) * (/^m/i.test(found[2] ?? '') ? 1 : 1000);
}
