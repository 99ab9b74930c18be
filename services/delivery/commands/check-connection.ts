import type { CheckConnectionResponse } from '@passback/contracts';
import { localDate, schoolYearsAround } from '@passback/domain';
import type { DistrictRecord, SectionAssessmentStore } from '@passback/ledger';
import {
  type Category,
  type Check,
  checkAccess,
  checkAddress,
  checkCategories,
  checkCredentials,
  checkFieldAccess,
  checkPeriod,
  checkTerms,
  listCategories,
  type ReadGradebook,
  type TermsAsked,
} from '@passback/powerschool';
import pMap from 'p-map';
import { CheckBudget } from './check-budget.ts';
import { type CheckedPlaces, placesOf } from './checked-places.ts';
import type { CommandGradebook } from './command-gradebook.ts';

/** Checks that are named, about 150 bytes each; those that failed come first where there are more. */
const MAX_CHECKS = 20_000;
/** Names of categories that are listed: several times what a large district has. */
const MAX_LISTED = 1_000;

export interface CheckFacts {
  readonly district: DistrictRecord;
  readonly gradebook: CommandGradebook;
  readonly store: Pick<SectionAssessmentStore, 'scan'>;
  readonly now: () => number;
  readonly isCancelled: () => boolean;
}

type Checked = Omit<CheckConnectionResponse, 'ok'>;

/** What can be checked by itself. */
export const CHECK_STEPS = ['address', 'credentials', 'access', 'terms', 'categories'] as const;
export type CheckStep = (typeof CHECK_STEPS)[number];

/**
 * Tries the district's PowerSchool before the night does: credentials, access to assignments, terms of each school, and for each
 * teacher that units name whether each mapped category is there and active. Reads only. Ends early where the time is up or
 * PowerSchool answers nothing any more, and then says how many were not asked.
 */
export async function checkConnection(facts: CheckFacts): Promise<Checked> {
  const { district } = facts;
  const read = readOf(facts);
  const credentials = await checkCredentials(read);
  if (!credentials.ok) return { checks: [credentials], categories: [] };
  const budget = new CheckBudget(facts.now, facts.isCancelled);
  const places = await placesOf(facts);
  const atOnce = district.settings.powerschool.concurrency;
  const access = await Promise.all(places.teachers.slice(0, 1).map((section) => checkFieldAccess(read, section)));
  // A district's own list of grading periods is used instead of PowerSchool's terms.
  const asked = district.settings.gradingPeriods === null ? places.schools : [];
  const terms = await pMap(
    asked,
    (id) => budget.spend('terms', async () => [await checkTerms(read, termsAsked(facts, id))]),
    { concurrency: atOnce },
  );
  const { checks, categories } = await categoriesOf(facts, places, budget);
  return { checks: atMost([credentials, ...access, ...terms.flat(), ...checks, ...budget.unasked()]), categories };
}

/** One step of it by itself, and two that it has not: whether anybody answers at the address, and each kind of access one by one. */
export async function checkStep(facts: CheckFacts, step: CheckStep): Promise<Checked> {
  const read = readOf(facts);
  if (step === 'address') return { checks: [await checkAddress(read)], categories: [] };
  if (step === 'credentials') return { checks: [await checkCredentials(read)], categories: [] };
  const places = await placesOf(facts);
  if (places.teachers.length === 0) return { checks: [nothingKnown(step)], categories: [] };
  const budget = new CheckBudget(facts.now, facts.isCancelled);
  if (step === 'access') {
    const years = schoolYearsAround(today(facts));
    const checks = await Promise.all(places.teachers.slice(0, 1).map((section) => checkAccess(read, section, years)));
    return { checks: checks.flat(), categories: [] };
  }
  if (step === 'terms') {
    const checks = await pMap(
      places.schools,
      (id) => budget.spend('terms', async () => [await checkPeriod(read, termsAsked(facts, id))]),
      { concurrency: facts.district.settings.powerschool.concurrency },
    );
    return { checks: [...checks.flat(), ...budget.unasked()], categories: [] };
  }
  const { checks, categories } = await categoriesOf(facts, places, budget);
  return { checks: atMost([...checks, ...budget.unasked()]), categories };
}

/** Who is asked about is learnt from what Otus sent. */
function nothingKnown(step: 'access' | 'terms' | 'categories'): Check {
  const check = step === 'categories' ? 'category' : step;
  const message = 'No section that is linked to PowerSchool is known yet: let Otus send a section assessment first.';
  const none = { teacherId: '', category: '', schoolId: '', termId: '', kind: '' };
  return { ...none, check, ok: false, finding: 'notAsked', code: 'SECTION_NOT_LINKED', message };
}

function readOf({ gradebook }: CheckFacts): ReadGradebook {
  return (call) => gradebook.read(call);
}

function today({ district, now }: CheckFacts): string {
  return localDate(now(), district.settings.timeZone);
}

function termsAsked(facts: CheckFacts, schoolId: string): TermsAsked {
  const { gradingPeriods: own, powerschool } = facts.district.settings;
  return { schoolId, today: today(facts), own, settings: powerschool.terms };
}

async function categoriesOf(facts: CheckFacts, { teachers }: CheckedPlaces, budget: CheckBudget): Promise<Checked> {
  const { categories: mapping, powerschool } = facts.district.settings;
  const names = [...new Set(Object.values(mapping))];
  const read = readOf(facts);
  const lists: (readonly Category[])[] = [];
  const checks = await pMap(
    teachers,
    (section) =>
      budget.spend('category', async () => {
        const checked = await checkCategories(read, section, names);
        lists.push(checked.categories);
        return checked.checks;
      }),
    { concurrency: powerschool.concurrency },
  );
  return { checks: checks.flat(), categories: listCategories(lists, MAX_LISTED) };
}

function atMost<T extends Pick<Check, 'ok'>>(checks: T[]): T[] {
  if (checks.length <= MAX_CHECKS) return checks;
  return [...checks.filter(({ ok }) => !ok), ...checks.filter(({ ok }) => ok)].slice(0, MAX_CHECKS);
}
