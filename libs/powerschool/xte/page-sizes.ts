import { isUnreadable } from '../failures/unreadable.ts';
import { SisError } from '../port/gradebook.ts';
import type { Session } from '../session/session.ts';
import { numberOf, objectOf } from '../answers/values.ts';

/** What we ask for: above a section's students and a year's terms, so that one page holds them. */
const WANTED_PAGE_SIZE = 100;
const ROUTE = '/ws/v1/metadata';

type PagedResource = 'term' | 'section_enrollment' | 'schema_table_query';

export interface PageSizes {
  /** Asked for in `pagesize`. */
  readonly wanted: number;
  /** The size of a full page of this resource; null where PowerSchool does not say what the administrator's limit is. */
  full(resource: PagedResource): Promise<number | null>;
}

/** The plugin's page limits, read once. Without them every list can still be read. */
export function createPageSizes(session: Session): PageSizes {
  let reading: Promise<Readonly<Record<string, unknown>>> | null = null;

  const limits = (): Promise<Readonly<Record<string, unknown>>> =>
    (reading ??= readLimits(session).catch((error: unknown) => {
      reading = null;
      // To know them only saves a request; where PowerSchool is not well, the list itself will tell.
      if (error instanceof SisError && error.class === 'transient') return {};
      throw error;
    }));

  return {
    wanted: WANTED_PAGE_SIZE,
    full: async (resource) => {
      const limit = numberOf((await limits())[`${resource}_max_page_size`]);
      return limit === null || limit < 1 ? null : Math.min(WANTED_PAGE_SIZE, limit);
    },
  };
}

async function readLimits(session: Session): Promise<Readonly<Record<string, unknown>>> {
  try {
    const { json } = await session.call({ method: 'GET', path: ROUTE, route: ROUTE });
    const object = objectOf(json);
    return objectOf(object?.['metadata']) ?? object ?? {};
  } catch (error) {
    // Not every plugin may ask, and not every server has it; the lists are then read until a page brings nothing.
    if (isUnreadable(error)) return {};
    throw error;
  }
}
