import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { EntrySplitter, type SplitterOptions, type TextEntry } from './entry-splitter.ts';

const CHUNK_BYTES = 256 * 1024;

/** A place between two entries: in bytes from the beginning of the file, and the line that begins there. */
export interface Place {
  readonly offset: number;
  readonly line: number;
}

/** How far a file was read, up to the end of the entry that was given last. */
export class ReadSoFar {
  #place: Place;
  readonly #hash: Hash;

  private constructor(place: Place, hash: Hash) {
    this.#place = place;
    this.#hash = hash;
  }

  /** As if a file had been read up to `place`. */
  static async at(file: string, place: Place): Promise<ReadSoFar> {
    return new ReadSoFar(place, await hashOfBeginning(file, place.offset));
  }

  get place(): Place {
    return this.#place;
  }

  /** Of all bytes before `place`, in hex. */
  digest(): string {
    return this.#hash.copy().digest('hex');
  }

  hash(bytes: Buffer): void {
    this.#hash.update(bytes);
  }

  gave({ end, nextLine }: TextEntry): void {
    this.#place = { offset: end, line: nextLine };
  }
}

/** The entries of a file from a place on; while one is looked at, `soFar` is at its end. */
export async function* readEntries(
  file: string,
  options: SplitterOptions,
  soFar?: ReadSoFar,
): AsyncGenerator<TextEntry> {
  const splitter = new EntrySplitter(options);
  let chunkStart = options.offset;
  for await (const chunk of chunksOf(file, { start: options.offset })) {
    let hashed = 0;
    for (const entry of splitter.push(chunk)) {
      const end = entry.end - chunkStart;
      soFar?.hash(chunk.subarray(hashed, end));
      soFar?.gave(entry);
      hashed = end;
      yield entry;
    }
    soFar?.hash(chunk.subarray(hashed));
    chunkStart += chunk.length;
  }
  const last = splitter.end();
  if (last === null) return;
  soFar?.gave(last);
  yield last;
}

/** Of the first `bytes` of a file, in hex; of fewer where it has not as many. */
export async function digestOfBeginning(file: string, bytes: number): Promise<string> {
  return (await hashOfBeginning(file, bytes)).digest('hex');
}

async function hashOfBeginning(file: string, bytes: number): Promise<Hash> {
  const hash = createHash('sha256');
  if (bytes > 0) for await (const chunk of chunksOf(file, { start: 0, end: bytes - 1 })) hash.update(chunk);
  return hash;
}

function chunksOf(file: string, range: { readonly start: number; readonly end?: number }): AsyncIterable<Buffer> {
  return createReadStream(file, { ...range, highWaterMark: CHUNK_BYTES });
}
