import type { EpochMs } from '../facts/section-assessment.ts';

/** A stretch of time in which a zone keeps one offset from UTC; `until` is outside. */
interface OffsetSpan {
  readonly from: EpochMs;
  readonly until: EpochMs;
  readonly offsetMs: number;
}

/** A year has two spans where clocks change; a full list is started anew. */
const MAX_SPANS_PER_ZONE = 64;
/** More than the IANA list has names. */
const MAX_ZONES = 1_024;
const NS_PER_MS = 1_000_000;

const spansByZone = new Map<string, OffsetSpan[]>();

/**
 * Milliseconds that `timeZone` is ahead of UTC at `instant`. Asks Temporal once for each span between two clock changes, since
 * a zoned date-time made anew for each unit would take most of an evaluation. Throws `RangeError` for an unknown zone.
 */
export function offsetMsAt(instant: EpochMs, timeZone: string): number {
  let spans = spansByZone.get(timeZone);
  if (spans !== undefined) {
    for (const span of spans) if (instant >= span.from && instant < span.until) return span.offsetMs;
  }
  const span = spanAround(instant, timeZone);
  if (spans === undefined || spans.length >= MAX_SPANS_PER_ZONE) {
    if (spansByZone.size >= MAX_ZONES) spansByZone.clear();
    spans = [];
    spansByZone.set(timeZone, spans);
  }
  spans.push(span);
  return span.offsetMs;
}

function spanAround(instant: EpochMs, timeZone: string): OffsetSpan {
  const here = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  // "previous" looks strictly before: from one millisecond later it also finds a change at this very instant.
  const previous = here.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  const next = here.getTimeZoneTransition('next');
  return {
    from: previous?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    until: next?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offsetMs: here.offsetNanoseconds / NS_PER_MS,
  };
}
