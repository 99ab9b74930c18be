import { parseJson as parseJsonWithin, type Validated } from '@passback/service-kit';
import { INGESTION_LIMITS } from '../limits.ts';

const LIMITS = {
  depth: INGESTION_LIMITS.jsonDepth,
  entries: INGESTION_LIMITS.jsonEntries,
  values: INGESTION_LIMITS.jsonValues,
};

/** Reads UTF-8 JSON, of a body or of a line. An error has the empty path where it is of the whole text. */
export function parseJson(bytes: Buffer): Validated<unknown> {
  return parseJsonWithin(bytes, LIMITS);
}
