import { isObject } from '../http/body.ts';
import { type Call, Refused, type Reply } from '../http/call.ts';
import { filtered, valueAt } from './filter.ts';
import { invalidData, statusInfo } from './imsx.ts';

const DEFAULT_LIMIT = 100;

/** A page of a list with `X-Total-Count` and `Link`; `limit`, `offset`, `filter`, `sort`, `orderBy` and `fields` as specified. */
export function listReply<T>(
  call: Call,
  name: string,
  items: readonly T[],
  toJson: (item: T) => object,
  maxPageSize: number,
): Reply {
  const limit = Math.min(wholeNumber(call, 'limit', DEFAULT_LIMIT, 1), maxPageSize);
  const offset = wholeNumber(call, 'offset', 0, 0);
  const filter = call.query.get('filter');
  const sort = call.query.get('sort');
  // Only a filter or an order needs the whole list as it is shown.
  const shown = filter === null && sort === null ? null : ordered(call, filtered(items.map(toJson), filter));
  const total = shown?.length ?? items.length;
  const page = shown?.slice(offset, offset + limit) ?? items.slice(offset, offset + limit).map(toJson);
  const links = linksOf(call, { limit, offset, total });
  return {
    status: 200,
    headers: { 'x-total-count': String(total), ...(links === '' ? {} : { link: links }) },
    body: { [name]: page.map((object) => selected(call, object)) },
  };
}

function ordered(call: Call, objects: object[]): object[] {
  const sort = call.query.get('sort');
  if (sort === null) return objects;
  const path = sort.split('.');
  const direction = call.query.get('orderBy') === 'desc' ? -1 : 1;
  return objects.sort((a, b) => direction * compare(valueAt(a, path), valueAt(b, path)));
}

function compare(a: unknown, b: unknown): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
}

function selected(call: Call, object: object): object {
  const fields = call.query.get('fields');
  if (fields === null || fields === '' || !isObject(object)) return object;
  const picked: Record<string, unknown> = {};
  for (const field of fields.split(',')) {
    if (!(field in object)) {
      throw new Refused({ status: 400, body: statusInfo('invalid_selection_field', `Invalid field: ${field}`) });
    }
    picked[field] = object[field];
  }
  return picked;
}

function wholeNumber(call: Call, name: string, otherwise: number, least: number): number {
  const text = call.query.get(name);
  if (text === null || text === '') return otherwise;
  if (!/^\d+$/.test(text) || Number(text) < least) throw invalidData(`${name} must be a whole number from ${least}.`);
  return Number(text);
}

function linksOf(call: Call, { limit, offset, total }: { limit: number; offset: number; total: number }): string {
  const link = (rel: string, at: number): string => {
    const query = new URLSearchParams(call.query);
    query.set('limit', String(limit));
    query.set('offset', String(at));
    return `<http://${call.headers.host ?? 'localhost'}${call.path}?${query.toString()}>; rel="${rel}"`;
  };
  const links: string[] = [];
  if (offset + limit < total) links.push(link('next', offset + limit));
  if (offset > 0) links.push(link('prev', Math.max(0, offset - limit)));
  if (total > limit) links.push(link('first', 0), link('last', Math.floor((total - 1) / limit) * limit));
  return links.join(', ');
}
