export const UNIT_STATES = ['held', 'due', 'sending', 'retrying', 'inSync', 'rejected', 'withdrawn'] as const;
export type UnitState = (typeof UNIT_STATES)[number];

/** What of the list is looked at; kept in the page's address. */
export interface Filter {
  readonly state?: UnitState;
  readonly search?: string;
  readonly student?: string;
}

/** As much of an address's parameters as is a filter; the rest is left. */
export function readFilter({ state, search, student }: Record<string, unknown>): Filter {
  const known = UNIT_STATES.find((name) => name === state);
  return {
    ...(known !== undefined && { state: known }),
    ...textOf('search', search),
    ...textOf('student', student),
  };
}

/** The router reads a text of digits as a number. */
function textOf<K extends string>(key: K, value: unknown): Partial<Record<K, string>> {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text !== '' ? ({ [key]: text } as Record<K, string>) : {};
}
