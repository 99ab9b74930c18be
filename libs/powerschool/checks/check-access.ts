import type { SectionRef } from '../port/gradebook.ts';
import { attempt, type Check, placeOf, type ReadGradebook } from './check.ts';

/** What the plugin may read, in the order in which it is tried. */
const ACCESS_KINDS = ['terms', 'categories', 'assignments', 'enrolments', 'scores', 'names'] as const;
type AccessKind = (typeof ACCESS_KINDS)[number];

type Found = Awaited<ReturnType<Parameters<typeof attempt>[1]>>;
type Probe = (read: ReadGradebook, section: SectionRef, startYears: readonly number[]) => Promise<Found>;

/** It works without, but not as well. */
const limited = (message: string): Found => ({ ok: true, finding: 'limited', code: 'SIS_ACCESS_DENIED', message });

/** Enough to see whether scores can be read at all. */
const FEW = 1;

const PROBES: Readonly<Record<AccessKind, Probe>> = {
  terms: async (read, { schoolId }, startYears) => {
    await read((sis) => sis.terms(schoolId, startYears));
    return null;
  },
  categories: async (read, section) => {
    await read((sis) => sis.categories(section, 0));
    return null;
  },
  assignments: async (read, section) => {
    await read((sis) => sis.assignments(section));
    return null;
  },
  enrolments: async (read, section) => {
    const students = await read((sis) => sis.enrolledStudents(section));
    if (students !== null) return null;
    return limited('The students of a section cannot be read: one who has left is found only when a score is refused.');
  },
  scores: async (read, section) => {
    const assignments = await read((sis) => sis.assignments(section));
    if (assignments.length === 0)
      return {
        ok: true,
        finding: 'notAsked',
        message: 'The section has no assignment yet whose scores could be read.',
      };
    const refs = assignments.slice(0, FEW).map(({ ref }) => ref);
    const cells = await read((sis) => sis.scores(section, refs));
    if (cells !== null) return null;
    return limited('Scores cannot be read back: a teacher’s own edit is not seen, and nothing can be compared.');
  },
  names: async (read, section) => {
    const names = await read((sis) => sis.studentNames(section));
    return names === null ? limited('Names of students cannot be read: they are shown without.') : null;
  },
};

/**
 * Tries to read each kind of thing of one section, each by itself; nothing is written, so that whether it may be is not known before the
 * first write. `startYears`: the school years whose terms are asked for.
 */
export async function checkAccess(
  read: ReadGradebook,
  section: SectionRef,
  startYears: readonly number[],
): Promise<Check[]> {
  const checks: Check[] = [];
  for (const kind of ACCESS_KINDS)
    checks.push(
      await attempt({ check: 'access', kind, ...placeOf(section) }, () => PROBES[kind](read, section, startYears)),
    );
  return checks;
}

/** Whether the assignments of a section can be read. */
export function checkFieldAccess(read: ReadGradebook, section: SectionRef): Promise<Check> {
  return attempt({ check: 'fieldAccess', ...placeOf(section) }, async () => {
    await read((sis) => sis.assignments(section));
    return null;
  });
}
