import type { Found } from './steps.ts';

export type Categories = NonNullable<Found['categories']>;
export type TypeRow = Categories['types'][number];

/** What PowerSchool has and some teacher can use. */
export function usableNames({ listed }: Categories): string[] {
  return listed.filter(({ active }) => active > 0).map(({ name }) => name);
}

/** The category that is proposed for each type: the one of the settings where PowerSchool has it, else what is most like the type; empty for none. */
export function proposedMapping(categories: Categories, stored: Readonly<Record<string, string>>): Map<string, string> {
  const usable = new Set(usableNames(categories));
  return new Map(
    categories.types.map(({ assessmentType, proposal }) => {
      const own = Object.hasOwn(stored, assessmentType) ? stored[assessmentType] : undefined;
      const isUsable = own !== undefined && usable.has(own);
      return [assessmentType, isUsable ? own : (proposal?.category ?? own ?? '')];
    }),
  );
}

/** The settings' mapping with what was chosen; a type without a choice is not in it. */
export function mappingOf(
  stored: Readonly<Record<string, string>>,
  chosen: ReadonlyMap<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    [...new Map([...Object.entries(stored), ...chosen])].filter(([, category]) => category !== ''),
  );
}
