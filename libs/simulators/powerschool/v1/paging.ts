import { type Call, Refused } from '../http/call.ts';

/** One page of a list: `page` counts from 1, `pagesize` is capped by the plugin's own limit. */
export function pageOf<T>(call: Call, items: readonly T[], maxPageSize: number, defaultSize: number): T[] {
  const page = positive(call, 'page') ?? 1;
  const size = Math.min(positive(call, 'pagesize') ?? defaultSize, maxPageSize);
  return items.slice((page - 1) * size, page * size);
}

function positive(call: Call, name: string): number | null {
  const text = call.query.get(name);
  if (text === null || text === '') return null;
  if (!/^[1-9]\d*$/.test(text)) {
    throw new Refused({ status: 400, body: { message: `${name} must be a whole number from 1.` } });
  }
  return Number(text);
}
