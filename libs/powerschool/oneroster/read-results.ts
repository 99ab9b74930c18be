import type { AssignmentRef } from '@passback/domain';
import type { Clock } from '@passback/service-kit';
import { isUnreadable } from '../failures/unreadable.ts';
import { type SectionRef, SisError } from '../port/gradebook.ts';
import { type JsonObject, objectOf, textOf } from '../answers/values.ts';
import type { Provider } from './provider.ts';

/** How long a provider that gave no results of a class is not asked for them again: a setting that was mended today is used tonight. */
const CLOSED_MS = 3_600_000;
/** Line items whose results are not there, before a provider that showed none is taken for one that gives none. */
const ENOUGH_ABSENT = 2;

type Results = readonly JsonObject[];
type ByAssignment = ReadonlyMap<string, Results>;

export interface ResultReader {
  /** Null where the provider gives no results to read. */
  ofLineItem(section: SectionRef, ref: AssignmentRef): Promise<Results | null>;
  /** By `assignmentId`, with an entry for each of `refs`; null where the provider gives no results to read. */
  byAssignment(section: SectionRef, refs: readonly AssignmentRef[]): Promise<ByAssignment | null>;
  /** The list of a class can be read, as far as is known. */
  readsManyAtOnce(): boolean;
}

/** Results as they are there: those of a line item by themselves, those of several out of the list of their class. */
export function createResultReader(provider: Provider, clock: Pick<Clock, 'now'>): ResultReader {
  let closedUntil = 0;

  const read = async (route: string, ids: readonly string[]): Promise<Results | 'absent' | 'refused'> => {
    try {
      return await provider.readAll(route, ids, ['results']);
    } catch (error) {
      if (error instanceof SisError && error.class === 'deleted') return [];
      if (!isUnreadable(error)) throw error;
      return error.status === 404 ? 'absent' : 'refused';
    }
  };

  const ofLineItem = (section: SectionRef, ref: AssignmentRef): ReturnType<typeof read> =>
    read('/classes/{id}/lineItems/{id}/results', [classOf(section), ref.assignmentId]);

  const classOf = (section: SectionRef): string => provider.ids.toSourced('class', section.sectionId);

  const ofClass = async (section: SectionRef): Promise<Results | null> => {
    if (clock.now() < closedUntil) return null;
    const results = await read('/classes/{id}/results', [classOf(section)]);
    // A result that does not say of which line item it is makes the list of no use.
    if (typeof results === 'object' && results.every((result) => lineItemOf(result) !== null)) return results;
    closedUntil = clock.now() + CLOSED_MS;
    return null;
  };

  const oneByOne = async (section: SectionRef, refs: readonly AssignmentRef[]): Promise<ByAssignment | null> => {
    const found = new Map<string, Results>();
    let absent = 0;
    for (const ref of refs) {
      const results = await ofLineItem(section, ref);
      if (results === 'refused') return null;
      if (results === 'absent') absent += 1;
      else found.set(ref.assignmentId, results);
      if (found.size === 0 && absent >= Math.min(ENOUGH_ABSENT, refs.length)) return null;
    }
    // Where others can be read, one that is not there was deleted.
    return new Map(refs.map(({ assignmentId }) => [assignmentId, found.get(assignmentId) ?? []]));
  };

  return {
    ofLineItem: async (section, ref) => {
      const results = await ofLineItem(section, ref);
      return typeof results === 'object' ? results : null;
    },
    readsManyAtOnce: () => clock.now() >= closedUntil,
    byAssignment: async (section, refs) => {
      const all = refs.length > 1 ? await ofClass(section) : null;
      if (all === null) return oneByOne(section, refs);
      const byLineItem = Map.groupBy(all, lineItemOf);
      return new Map(refs.map(({ assignmentId }) => [assignmentId, byLineItem.get(assignmentId) ?? []]));
    },
  };
}

function lineItemOf(result: JsonObject): string | null {
  return textOf(objectOf(result['lineItem'])?.['sourcedId']);
}
