import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LineSplitter } from './line-splitter.ts';

/** The lines of `text` when it comes in pieces of `size` bytes; `null` for one that was too long. */
function split(text: string, size: number, maxBytes = 1_000): [number, string | null][] {
  const splitter = new LineSplitter(maxBytes);
  const bytes = Buffer.from(text);
  const lines: [number, string | null][] = [];
  for (let start = 0; start < bytes.length; start += size) {
    for (const line of splitter.push(bytes.subarray(start, start + size))) {
      lines.push([line.number, line.bytes?.toString() ?? null]);
    }
  }
  const last = splitter.end();
  if (last !== null) lines.push([last.number, last.bytes?.toString() ?? null]);
  return lines;
}

describe('lines of a stream', () => {
  it.each([[1], [2], [3], [7], [100]])('in pieces of %d bytes', (size) => {
    expect(split('one\r\ntwo\n\n \t\r\nfünf 👩‍🏫\nlast', size)).toEqual([
      [1, 'one'],
      [2, 'two'],
      [5, 'fünf 👩‍🏫'],
      [6, 'last'],
    ]);
  });

  it('ends with or without a line feed', () => {
    expect(split('a\n', 10)).toEqual([[1, 'a']]);
    expect(split('a', 10)).toEqual([[1, 'a']]);
    expect(split('', 10)).toEqual([]);
    expect(split('\n\n', 10)).toEqual([]);
  });

  it.each([[1], [4], [100]])('too long ones are told, and the next are taken (pieces of %d)', (size) => {
    expect(split('12345\n123456\n1234567\r\n12345\r\n123456', size, 5)).toEqual([
      [1, '12345'],
      [2, null],
      [3, null],
      [4, '12345'],
      [5, null],
    ]);
  });

  it('are the same however the stream is cut', () => {
    const text = fc.array(fc.constantFrom('a', 'é', '👍', '\n', '\r\n', ' '), { maxLength: 60 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 9 }), (parts, size) => {
        const whole = parts.join('');
        expect(split(whole, size)).toEqual(split(whole, Math.max(1, Buffer.byteLength(whole))));
      }),
    );
  });
});
