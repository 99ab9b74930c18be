import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { RecordSplitter, type SplitterOptions, type TextRecord } from './record-splitter.ts';

const CHUNK_BYTES = 256 * 1024;

/**
 * The records of a file from a place on. `hash` is given the bytes up to the end of each record before that record is given, and no more:
 * its digest is then of the file so far.
 */
export async function* readRecords(file: string, options: SplitterOptions, hash?: Hash): AsyncGenerator<TextRecord> {
  const splitter = new RecordSplitter(options);
  let chunkStart = options.offset;
  for await (const chunk of chunksOf(file, { start: options.offset })) {
    let hashed = 0;
    for (const record of splitter.push(chunk)) {
      const end = record.end - chunkStart;
      hash?.update(chunk.subarray(hashed, end));
      hashed = end;
      yield record;
    }
    hash?.update(chunk.subarray(hashed));
    chunkStart += chunk.length;
  }
  const last = splitter.end();
  if (last !== null) yield last;
}

/** A hash that was given the first `bytes` of a file; of fewer where it has not as many. */
export async function hashOfBeginning(file: string, bytes: number): Promise<Hash> {
  const hash = createHash('sha256');
  if (bytes > 0) for await (const chunk of chunksOf(file, { start: 0, end: bytes - 1 })) hash.update(chunk);
  return hash;
}

/** In hex, of what was hashed so far; more can be hashed after it. */
export function digestSoFar(hash: Hash): string {
  return hash.copy().digest('hex');
}

function chunksOf(file: string, range: { readonly start: number; readonly end?: number }): AsyncIterable<Buffer> {
  return createReadStream(file, { ...range, highWaterMark: CHUNK_BYTES });
}
