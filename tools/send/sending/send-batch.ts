import { checkSnapshot, parseJson } from '@passback/ingestion';
import { type IngestionClient, IngestionError, type LinesReport } from '@passback/ingestion-client';
import type { Item, Rejection } from '../source.ts';

/** Takes what is sent: resolves when it has it, and says which items it does not take. */
export type Take = (items: readonly Item[]) => Promise<TakenItems>;

interface TakenItems {
  readonly accepted: number;
  readonly rejections: readonly Rejection[];
  /** Items that were not taken. */
  readonly rejected: number;
}

type Post = (lines: Buffer) => Promise<LinesReport>;

const LINE_FEED = Buffer.from('\n');
/** Of HTTP, for what a proxy before the service does not let through. */
const TOO_LARGE = 413;

/** Takes items by sending them; in halves where not all that is wrong with them was told, or they are too many for what stands between. */
export function takeBySending(client: Pick<IngestionClient, 'postLines'>, districtId: string, call: Caller): Take {
  const post: Post = (lines) => call((signal) => client.postLines(districtId, lines, signal));
  const take: Take = async (items) => {
    const half = Math.ceil(items.length / 2);
    const inHalves = async (): Promise<TakenItems> =>
      sum(await take(items.slice(0, half)), await take(items.slice(half)));
    if (items.length === 0) return { accepted: 0, rejections: [], rejected: 0 };
    const report = await post(bodyOf(items)).catch((error: unknown) => {
      if (!(error instanceof IngestionError && error.status === TOO_LARGE && items.length > 1)) throw error;
      return null;
    });
    if (report === null) return inHalves();
    const { accepted, rejected, rejectedCount } = report;
    if (accepted + rejectedCount !== items.length)
      throw new Error(`of ${items.length} lines the service counted ${accepted + rejectedCount}`);
    if (rejected.length < rejectedCount) return inHalves();
    const rejections = rejected.flatMap(({ line, errors }) => items[line - 1]?.locate(errors) ?? []);
    return { accepted, rejections, rejected: rejectedCount };
  };
  return take;
}

/** Makes a call, as often as is needed. */
export type Caller = <T>(call: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/** Judges items as the service would, and sends nothing. */
export function takeByChecking(districtId: string, signal: AbortSignal): Take {
  return async (items) => {
    signal.throwIfAborted();
    const wrong = items.map((item) => {
      const parsed = item.json === null ? null : parseJson(item.json);
      const checked = parsed?.ok === true ? checkSnapshot(parsed.value, { districtId }) : parsed;
      return checked?.ok === false ? item.locate(checked.errors) : [];
    });
    const rejected = wrong.filter((rejections) => rejections.length > 0).length;
    return { accepted: items.length - rejected, rejections: wrong.flat(), rejected };
  };
}

function bodyOf(items: readonly Item[]): Buffer {
  return Buffer.concat(items.flatMap(({ json }) => (json === null ? [] : [json, LINE_FEED])));
}

function sum(one: TakenItems, other: TakenItems): TakenItems {
  return {
    accepted: one.accepted + other.accepted,
    rejected: one.rejected + other.rejected,
    rejections: [...one.rejections, ...other.rejections],
  };
}
