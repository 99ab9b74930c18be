import { type DistrictRecord, type SectionAssessmentStore, scanUnits } from '@passback/ledger';
import type { SectionRef } from '@passback/powerschool';

/** Units that are read to learn which schools and teachers there are; more add no new ones in any real district. */
const MAX_UNITS = 100_000;
/** Teachers and schools that are asked for: a command has to end, at one call each. */
const MAX_TEACHERS = 5_000;
const MAX_SCHOOLS = 500;

export interface CheckedPlaces {
  /** SIS school ids. */
  readonly schools: readonly string[];
  /** A section of each teacher and term. */
  readonly teachers: readonly SectionRef[];
}

/** The schools and teachers that the units of a district name, of those that are linked to PowerSchool. */
export async function placesOf({
  store,
  district,
  isCancelled,
}: {
  readonly store: Pick<SectionAssessmentStore, 'scan'>;
  readonly district: DistrictRecord;
  readonly isCancelled: () => boolean;
}): Promise<CheckedPlaces> {
  const schools = new Set<string>();
  const teachers = new Map<string, SectionRef>();
  for await (const page of scanUnits(store, district.settings.districtId, { maxUnits: MAX_UNITS, isCancelled })) {
    for (const { otus } of page) {
      const { sisSchoolId, sisSectionId, sisTeacherId, sisTermId } = otus.snapshot.section;
      if (sisSchoolId === null || sisSectionId === null || sisTeacherId === null || sisTermId === null) continue;
      if (schools.size < MAX_SCHOOLS) schools.add(sisSchoolId);
      const key = `${sisTeacherId}\n${sisTermId}`;
      if (teachers.size < MAX_TEACHERS && !teachers.has(key))
        teachers.set(key, {
          schoolId: sisSchoolId,
          sectionId: sisSectionId,
          teacherId: sisTeacherId,
          termId: sisTermId,
        });
    }
  }
  return { schools: [...schools], teachers: [...teachers.values()] };
}
