import { parseBaseUrl } from '../http/base-url.ts';
import { brokenAnswer } from '../failures/classify.ts';
import { isUnreadable } from '../failures/unreadable.ts';
import { wordsOf } from '../failures/words.ts';
import type { GradebookSettings } from '../port/transport.ts';
import { PagedList } from '../answers/pages.ts';
import type { Session } from '../session/session.ts';
import { type JsonObject, numberOf, objectOf, objectsOf, textOf } from '../answers/values.ts';
import { createIdMapping, type IdMapping } from './sourced-ids.ts';

/** Where PowerSchool has its OneRoster 1.1 interface. */
const DEFAULT_BASE_PATH = '/api/ims/oneroster/v1p1';
/** The limit that PowerSchool's administrators are asked to raise the plugin's pages to. */
const PAGE_SIZE = 1000;

/** A reference to another object; the schema requires all three. */
export interface Reference {
  readonly href: string;
  readonly sourcedId: string;
  readonly type: 'academicSession' | 'category' | 'class' | 'lineItem' | 'user';
}

/** A district's OneRoster interface. Paths begin below its base; `{…}` in a route stands for an id. */
export interface Provider {
  readonly ids: IdMapping;
  /** One object, taken out of its wrapper; null where the provider says 404. */
  readOne(route: string, ids: readonly string[], wrapper: string): Promise<JsonObject | null>;
  /** A whole list, page by page. */
  readAll(route: string, ids: readonly string[], wrappers: readonly string[]): Promise<JsonObject[]>;
  /** The same; null where it cannot be read here: the interface that PowerSchool is certified for only takes what is pushed. */
  readAllOrNull(route: string, ids: readonly string[], wrappers: readonly string[]): Promise<JsonObject[] | null>;
  /** Whether a list is there to read: false where the provider says 404, null where it refuses otherwise. */
  isThere(route: string, ids: readonly string[]): Promise<boolean | null>;
  /** Creates or replaces. */
  put(route: string, id: string, json: JsonObject): Promise<void>;
  reference(collection: string, type: Reference['type'], sourcedId: string): Reference;
}

export function createProvider(session: Session, settings: Pick<GradebookSettings, 'baseUrl' | 'oneroster'>): Provider {
  const { origin, prefix } = parseBaseUrl(settings.baseUrl);
  const base = settings.oneroster?.basePath ?? DEFAULT_BASE_PATH;
  const readBase = settings.oneroster?.readBasePath ?? base;
  const get = (route: string, ids: readonly string[], query = '') => ({
    method: 'GET' as const,
    // What the gradebook holds may be read elsewhere than it is written; rosters are where they are.
    path: `${isGradebook(route) ? readBase : base}${fill(route, ids)}${query}`,
    route: `${isGradebook(route) ? readBase : base}${route}`,
  });

  const readAll: Provider['readAll'] = async (route, ids, wrappers) => {
    const list = new PagedList<JsonObject>(`GET ${get(route, ids).route}`, idOf);
    let offset = 0;
    for (;;) {
      const call = get(route, ids, `?limit=${PAGE_SIZE}&offset=${offset}`);
      const { status, json, headers } = await session.call(call);
      const entries = listIn(json, wrappers);
      if (entries === null) throw brokenAnswer(call, status, `no list of ${wrappers[0] ?? 'objects'} in the answer`);
      offset += entries.length;
      if (!list.add(entries) || isLastPage(headers, offset)) return list.entries;
    }
  };

  return {
    ids: createIdMapping(settings.oneroster?.ids),
    readOne: async (route, ids, wrapper) => {
      const call = get(route, ids);
      const { status, json } = await session.call({ ...call, expects: [404] });
      if (status === 404) return null;
      const object = objectOf(objectOf(json)?.[wrapper]);
      if (object === null) throw brokenAnswer(call, status, `no ${wrapper} in the answer`);
      return object;
    },
    readAll,
    readAllOrNull: (route, ids, wrappers) => readAll(route, ids, wrappers).catch(nullWhereClosed),
    isThere: async (route, ids) => {
      const there = session
        .call({ ...get(route, ids, '?limit=1'), expects: [404] })
        .then(({ status }) => status !== 404);
      return there.catch(nullWhereClosed);
    },
    put: async (route, id, json) => {
      const call = { method: 'PUT', path: `${base}${fill(route, [id])}`, route: `${base}${route}`, json } as const;
      const answer = await session.call(call);
      if (!isAcknowledged(answer.json, Object.keys(json)))
        throw brokenAnswer(call, answer.status, `no word of the write: ${wordsOf(answer.text)}`);
    },
    reference: (collection, type, sourcedId) => ({
      href: `${origin}${prefix}${base}/${collection}/${encodeURIComponent(sourcedId)}`,
      sourcedId,
      type,
    }),
  };
}

function nullWhereClosed(error: unknown): null {
  if (isUnreadable(error)) return null;
  throw error;
}

/** For lists that a push-only interface need not have: what is pushed does not depend on them. */
export function noneWhereAbsent(error: unknown): [] {
  if (isUnreadable(error)) return [];
  throw error;
}

function idOf(entry: JsonObject): string {
  return textOf(entry['sourcedId']) ?? JSON.stringify(entry);
}

/** With nothing, with what was written, or with a status that says so; anything else may come from somebody who never saw it. */
function isAcknowledged(json: unknown, wrappers: readonly string[]): boolean {
  if (json === undefined) return true;
  const object = objectOf(json);
  if (object === null) return false;
  if (wrappers.some((wrapper) => objectOf(object[wrapper]) !== null)) return true;
  const status = objectOf(object['imsx_StatusInfo']) ?? objectsOf(object['statusInfoSet'])[0] ?? object;
  return status['imsx_codeMajor'] === 'success';
}

function isGradebook(route: string): boolean {
  return /\/(lineItems|results|categories)\b/.test(route);
}

function fill(route: string, ids: readonly string[]): string {
  let next = 0;
  return route.replaceAll('{id}', () => encodeURIComponent(ids[next++] ?? ''));
}

function listIn(json: unknown, wrappers: readonly string[]): JsonObject[] | null {
  const object = objectOf(json);
  const wrapper = wrappers.find((name) => object !== null && name in object);
  return object === null || wrapper === undefined ? null : objectsOf(object[wrapper]);
}

/**
 * Known from `X-Total-Count`, or from a `Link` header without a next page. Otherwise the list ends with a page that brings nothing: a short
 * one may be the provider's own limit.
 */
function isLastPage(headers: Readonly<Record<string, string>>, read: number): boolean {
  const total = numberOf(headers['x-total-count']);
  if (total !== null) return read >= total;
  const links = headers['link'];
  return links !== undefined && !/rel="?next/i.test(links);
}
