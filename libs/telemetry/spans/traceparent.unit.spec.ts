import { describe, expect, it } from '@jest/globals';
import { parseTraceparent, traceIdOf, traceparentOf } from './traceparent.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';

describe('traceparent', () => {
  it('is read and written the same', () => {
    const written = `00-${TRACE}-${SPAN}-01`;
    const read = parseTraceparent(written);
    expect(read).toEqual({ traceId: TRACE, spanId: SPAN, traceFlags: 1, isRemote: true });
    expect(read === null ? null : traceparentOf(read)).toBe(written);
    expect(traceIdOf(written)).toBe(TRACE);
  });

  it('of a later version is read as far as it is known', () => {
    expect(traceIdOf(`01-${TRACE}-${SPAN}-00-more`)).toBe(TRACE);
  });

  it.each([
    '',
    'garbage',
    `ff-${TRACE}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}-01-more`,
    `00-${'0'.repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
  ])('that is none is null: %s', (text) => {
    expect(parseTraceparent(text)).toBeNull();
  });

  it('is null where tracing is off', () => {
    expect(traceparentOf({ traceId: '0'.repeat(32), spanId: '0'.repeat(16), traceFlags: 0 })).toBeNull();
    expect(traceIdOf(null)).toBeNull();
  });
});
