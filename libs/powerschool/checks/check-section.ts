import type { SectionRef } from '../port/gradebook.ts';
import { attempt, type Check, placeOf, type ReadGradebook } from './check.ts';

/** Whether there is such a section; ok and `limited` where PowerSchool gives no way to know. */
export function checkSection(read: ReadGradebook, section: SectionRef): Promise<Check> {
  const { sectionId, schoolId } = section;
  return attempt({ check: 'access', kind: 'section', ...placeOf(section) }, async () => {
    const isThere = await read((sis) => sis.hasSection(section));
    if (isThere === true) return null;
    if (isThere === null)
      return { ok: true, finding: 'limited', message: 'Whether there is such a section is not told.' };
    const message = `PowerSchool has no section ${sectionId} at school ${schoolId}`;
    return { finding: 'missing', code: 'SIS_REJECTED', message };
  });
}
