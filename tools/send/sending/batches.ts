import type { Place } from '../records/read-records.ts';
import type { Item, Source } from '../source.ts';

/** Lines of one request: as many as ingestion gives to the broker together, and half of those whose errors it tells. */
const BATCH_ITEMS = 500;
/** Bytes of one request, unless a single line has more. */
const BATCH_BYTES = 4 * 1024 * 1024;

export interface Batch {
  readonly items: readonly Item[];
  /** Where the next one begins. */
  readonly place: Place;
  /** Of the file up to there, in hex. */
  readonly sha256: string;
}

/** The items of a source, as many as go in one request. */
export async function* batchesOf(source: Source, from: Place): AsyncGenerator<Batch> {
  let items: Item[] = [];
  let bytes = 0;
  const batch = (): Batch => ({ items, place: source.soFar.place, sha256: source.soFar.digest() });
  for await (const item of source.items(from)) {
    items.push(item);
    bytes += item.json?.length ?? 0;
    if (items.length < BATCH_ITEMS && bytes < BATCH_BYTES) continue;
    yield batch();
    items = [];
    bytes = 0;
  }
  if (items.length > 0) yield batch();
}
