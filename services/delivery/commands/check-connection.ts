import type { CheckConnectionResponse } from '@passback/contracts';
import { localDate, schoolYearsAround } from '@passback/domain';
import { type DistrictRecord, type SectionAssessmentStore, scanUnits } from '@passback/ledger';
import { type Category, type SectionRef, SisError } from '@passback/powerschool';
import { inParallel } from '@passback/service-kit';
import { CheckBudget } from './check-budget.ts';
import type { CommandGradebook } from './command-gradebook.ts';

export type Check = CheckConnectionResponse['checks'][number];

/** Units that are read to learn which schools and teachers there are; more add no new ones in any real district. */
const MAX_UNITS = 100_000;
/** Teachers and schools that are asked for: a command has to end, at one call each. */
const MAX_TEACHERS = 5_000;
const MAX_SCHOOLS = 500;
/** Checks that are named, about 150 bytes each; those that failed come first where there are more. */
const MAX_CHECKS = 20_000;

export interface CheckFacts {
  readonly district: DistrictRecord;
  readonly gradebook: CommandGradebook;
  readonly store: Pick<SectionAssessmentStore, 'scan'>;
  readonly now: () => number;
  readonly isCancelled: () => boolean;
}

/**
 * Tries the district's PowerSchool before the night does: credentials, access to assignments, terms of each school, and for each
 * teacher that units name whether each mapped category is there and active. Reads only. Ends early where the time is up or
 * PowerSchool answers nothing any more, and then says how many were not asked.
 */
export async function checkConnection(facts: CheckFacts): Promise<Check[]> {
  const { gradebook, district } = facts;
  const credentials = await attempt({ check: 'credentials' }, async () => {
    await gradebook.read((sis) => sis.authenticate());
    return null;
  });
  if (!credentials.ok) return [credentials];
  const budget = new CheckBudget(facts.now, facts.isCancelled);
  const { schools, teachers } = await placesOf(facts);
  const atOnce = district.settings.powerschool.concurrency;
  const access = await inParallel(teachers.slice(0, 1), 1, (section) => checkAccess(facts, section));
  // A district's own list of grading periods is used instead of PowerSchool's terms.
  const asked = district.settings.gradingPeriods === null ? schools : [];
  const terms = await inParallel(asked, atOnce, (id) =>
    budget.spend('terms', async () => [await checkTerms(facts, id)]),
  );
  const categories = await inParallel(teachers, atOnce, (section) =>
    budget.spend('category', () => checkCategories(facts, section)),
  );
  return atMost([credentials, ...access, ...terms.flat(), ...categories.flat(), ...budget.unasked()]);
}

function atMost(checks: Check[]): Check[] {
  if (checks.length <= MAX_CHECKS) return checks;
  return [...checks.filter(({ ok }) => !ok), ...checks.filter(({ ok }) => ok)].slice(0, MAX_CHECKS);
}

async function placesOf({ store, district, isCancelled }: CheckFacts) {
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

function checkAccess({ gradebook }: CheckFacts, section: SectionRef): Promise<Check> {
  return attempt({ check: 'fieldAccess', ...placeOf(section) }, async () => {
    await gradebook.read((sis) => sis.assignments(section));
    return null;
  });
}

function checkTerms({ gradebook, district, now }: CheckFacts, schoolId: string): Promise<Check> {
  const years = schoolYearsAround(localDate(now(), district.settings.timeZone));
  return attempt({ check: 'terms', schoolId }, async () => {
    const terms = await gradebook.read((sis) => sis.terms(schoolId, years));
    const message = `PowerSchool has no terms of school ${schoolId} in this school year.`;
    return terms.length > 0 ? null : { code: 'NO_CURRENT_GRADING_PERIOD', message };
  });
}

async function checkCategories({ gradebook, district }: CheckFacts, section: SectionRef): Promise<Check[]> {
  const { teacherId } = section;
  const names = [...new Set(Object.values(district.settings.categories))];
  let categories: Category[] = [];
  const read = await attempt({ check: 'category', ...placeOf(section) }, async () => {
    categories = await gradebook.read((sis) => sis.categories(section));
    return null;
  });
  if (!read.ok) return [{ ...read, finding: 'notReadable' }];
  return names.map((name) => {
    const same = categories.filter((category) => category.name.trim() === name.trim());
    if (same.some(({ active }) => active)) return { ...read, category: name };
    const finding = same.length === 0 ? 'missing' : 'inactive';
    const message = `The category "${name}" ${same.length === 0 ? 'does not exist' : 'is inactive'} for teacher ${teacherId}.`;
    return { ...read, ok: false, code: 'CATEGORY_INACTIVE', message, category: name, finding };
  });
}

function placeOf({ teacherId, schoolId, termId }: SectionRef): Place {
  return { teacherId, schoolId, termId };
}

type Place = Pick<SectionRef, 'teacherId' | 'schoolId' | 'termId'>;

/** One check; `probe` answers null when all is well. What PowerSchool refuses is the check's answer, in its words. */
async function attempt(
  what: Pick<Check, 'check'> & Partial<Place>,
  probe: () => Promise<{ code: string; message: string } | null>,
): Promise<Check> {
  const base = { teacherId: '', category: '', schoolId: '', termId: '', ...what };
  try {
    const wrong = await probe();
    if (wrong !== null) return { ...base, ok: false, finding: 'failed', ...wrong };
    return { ...base, ok: true, finding: 'ok', code: '', message: '' };
  } catch (error) {
    if (!(error instanceof SisError)) throw error;
    return { ...base, ok: false, finding: 'failed', code: error.code, message: error.message };
  }
}
