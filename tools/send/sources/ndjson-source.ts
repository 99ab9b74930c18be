import { INGESTION_LIMITS, parseJson } from '@passback/ingestion';
import { readRecords, ReadSoFar } from '../records/read-records.ts';
import type { TextRecord } from '../records/record-splitter.ts';
import { type Item, type Rejection, type Source, SourceError } from '../source.ts';

/** A line with its end. */
const MAX_BYTES = INGESTION_LIMITS.snapshotBytes + 2;
const BEGINNING = { maxBytes: MAX_BYTES, isQuoted: false, offset: 0, line: 1 } as const;

/** The snapshots of an NDJSON file; blank lines are none. */
export async function ndjsonSource(file: string): Promise<Source> {
  let soFar = await ReadSoFar.at(file, BEGINNING);
  return {
    file,
    othersSha256: null,
    strays: [],
    async *items(from) {
      soFar = await ReadSoFar.at(file, from);
      for await (const record of readRecords(file, { ...BEGINNING, ...from }, soFar))
        if (!isBlank(record.bytes)) yield itemOf(record);
    },
    get soFar() {
      return soFar;
    },
  };
}

function itemOf({ line, bytes }: TextRecord): Item {
  const locate: Item['locate'] = (errors) => errors.map(({ path, message }): Rejection => ({ line, path, message }));
  const tooLong = { line, path: '', message: `is longer than ${INGESTION_LIMITS.snapshotBytes} bytes` };
  return { line, json: bytes, rejections: bytes === null ? [tooLong] : [], locate };
}

function isBlank(bytes: Buffer | null): boolean {
  return bytes !== null && bytes.toString('latin1').trim() === '';
}

/** The district that the first line names. Throws `SourceError` where it names none. */
export async function districtOfFirstLine(file: string): Promise<string> {
  for await (const { bytes } of readRecords(file, BEGINNING)) {
    if (isBlank(bytes)) continue;
    const parsed = bytes === null ? null : parseJson(bytes);
    const value = parsed?.ok === true ? (parsed.value as { districtId?: unknown } | null) : null;
    if (typeof value?.districtId === 'string') return value.districtId;
    break;
  }
  throw new SourceError('--district is needed: the first line does not say its districtId');
}
