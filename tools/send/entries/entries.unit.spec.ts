import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { digestOfBeginning, readEntries, ReadSoFar } from './read-entries.ts';
import { EntrySplitter, type SplitterOptions } from './entry-splitter.ts';

const AT_START = { maxBytes: 1_000, isQuoted: true, offset: 0, line: 1 };

function split(text: string, options: Partial<SplitterOptions> = {}, chunkBytes = Infinity) {
  const splitter = new EntrySplitter({ ...AT_START, ...options });
  const bytes = Buffer.from(text);
  const entries = [];
  for (let at = 0; at < bytes.length; at += chunkBytes)
    entries.push(...splitter.push(bytes.subarray(at, at + chunkBytes)));
  const last = splitter.end();
  return [...entries, ...(last === null ? [] : [last])];
}

const textsOf = (entries: ReturnType<typeof split>) =>
  entries.map(({ line, bytes }) => [line, bytes?.toString() ?? null]);

describe('entries', () => {
  it('end with their line, but not within quotes', () => {
    expect(textsOf(split('a\r\n\n"b\n""c",d\ne'))).toEqual([
      [1, 'a'],
      [2, ''],
      [3, '"b\n""c",d'],
      [5, 'e'],
    ]);
    expect(textsOf(split('"a\nb', { isQuoted: false }))).toEqual([
      [1, '"a'],
      [2, 'b'],
    ]);
    expect(textsOf(split('\ufeffa\nb\n'))).toEqual([
      [1, 'a'],
      [2, 'b'],
    ]);
  });

  it('that are too long are told and not kept, and a quote that is not closed ends with them', () => {
    expect(textsOf(split(`a\n"${'x\n'.repeat(20)}b\nc`, { maxBytes: 10 }))).toEqual([
      [1, 'a'],
      [2, null],
      ...Array.from({ length: 15 }, (_, index) => [index + 7, 'x']),
      [22, 'b'],
      [23, 'c'],
    ]);
  });

  it('are the same however they come, and fill the file without a gap', () => {
    const texts = fc.array(fc.constantFrom('a', '"', '\n', '\r\n', ',', 'é', '😀'), { maxLength: 60 });
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 7 }), fc.boolean(), (parts, chunkBytes, isQuoted) => {
        const text = parts.join('');
        const whole = split(text, { isQuoted });
        expect(split(text, { isQuoted }, chunkBytes)).toEqual(whole);
        let at = 0;
        for (const { offset, end } of whole) {
          expect(offset).toBe(at);
          at = end;
        }
        expect(at).toBe(Buffer.byteLength(text));
        const [, second] = whole;
        if (second === undefined) return;
        const rest = Buffer.from(text).subarray(second.offset).toString();
        expect(split(rest, { isQuoted, offset: second.offset, line: second.line })).toEqual(whole.slice(1));
      }),
    );
  });
});

describe('a file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'entries-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is hashed as far as it was given, wherever chunks end', async () => {
    const file = path.join(folder, 'lines');
    const text = Array.from({ length: 9_000 }, (_, index) => `${'x'.repeat(index % 200)}\n`).join('');
    writeFileSync(file, `${text}end`);
    const soFar = await ReadSoFar.at(file, { offset: 0, line: 1 });
    let count = 0;
    for await (const { end, nextLine } of readEntries(file, { ...AT_START, isQuoted: false }, soFar)) {
      count += 1;
      if (count % 500 !== 0) continue;
      expect(soFar.place).toEqual({ offset: end, line: nextLine });
      expect(soFar.digest()).toBe(await digestOfBeginning(file, end));
    }
    expect(count).toBe(9_001);
    expect(soFar.place).toEqual({ offset: text.length + 3, line: 9_001 });
    expect(soFar.digest()).toBe(createHash('sha256').update(`${text}end`).digest('hex'));
  });
});
