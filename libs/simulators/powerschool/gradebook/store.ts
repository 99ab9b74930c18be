import type { SimulatorClock } from '../clock.ts';
import { dateIn } from './dates.ts';
import type {
  Assignment,
  AssignmentSection,
  Category,
  Enrolment,
  School,
  Section,
  Student,
  Teacher,
  Term,
} from './types.ts';

/**
 * Everything that the simulated PowerSchool holds. Ids of assignments and of their sections come from ranges that never
 * meet, so a client that takes one for the other is found out at once.
 */
export interface Store {
  readonly clock: SimulatorClock;
  /** Where the district is: decides which date is today. */
  timeZone: string;
  readonly schools: Map<number, School>;
  readonly terms: Map<number, Term>;
  readonly teachers: Map<number, Teacher>;
  readonly categories: Map<number, Category>;
  readonly categoriesOfTeacher: Map<number, Category[]>;
  readonly sections: Map<number, Section>;
  readonly students: Map<number, Student>;
  readonly enrolments: Map<number, Enrolment[]>;
  readonly assignments: Map<number, Assignment>;
  readonly assignmentSections: Map<number, AssignmentSection>;
  /** Assignments by SECTIONS.DCID, oldest first. */
  readonly assignmentsOfSection: Map<number, Set<number>>;
  /** Ids of assignments and assignment sections that were deleted. */
  readonly deleted: Set<number>;
  readonly lockedTerms: Set<number>;
  readonly nextId: Record<IdKind, number>;
  /** The names that OneRoster clients gave to what they made. */
  readonly sourcedIds: SourcedIdNames;
}

/** Both ways, so that a name is found by its object and an object by its name. */
export interface SourcedIdNames {
  lineItems: Map<string, number>;
  lineItemNames: Map<number, string>;
  categories: Map<string, number>;
  categoryNames: Map<number, string>;
  results: Map<string, { readonly assignmentSectionId: number; readonly studentDcid: number }>;
  /** By `assignmentSectionId/studentDcid`. */
  resultNames: Map<string, string>;
}

export type IdKind =
  'assignment' | 'assignmentSection' | 'assignmentScore' | 'categoryAssoc' | 'category' | 'enrolment';

export function createStore(clock: SimulatorClock, timeZone: string): Store {
  return {
    clock,
    timeZone,
    schools: new Map(),
    terms: new Map(),
    teachers: new Map(),
    categories: new Map(),
    categoriesOfTeacher: new Map(),
    sections: new Map(),
    students: new Map(),
    enrolments: new Map(),
    assignments: new Map(),
    assignmentSections: new Map(),
    assignmentsOfSection: new Map(),
    deleted: new Set(),
    lockedTerms: new Set(),
    nextId: {
      category: 400_001,
      assignment: 1_000_001,
      enrolment: 20_000_001,
      assignmentSection: 50_000_001,
      categoryAssoc: 200_000_001,
      assignmentScore: 900_000_001,
    },
    sourcedIds: {
      lineItems: new Map(),
      lineItemNames: new Map(),
      categories: new Map(),
      categoryNames: new Map(),
      results: new Map(),
      resultNames: new Map(),
    },
  };
}

export function takeId(store: Store, kind: IdKind): number {
  const id = store.nextId[kind];
  store.nextId[kind] = id + 1;
  return id;
}

/** The value of `key`, put there by `make` where there is none. */
export function getOrPut<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const there = map.get(key);
  if (there !== undefined) return there;
  const made = make();
  map.set(key, made);
  return made;
}

/** The value of `key`; a key that the gradebook does not hold is the caller's mistake, and is named. */
export function mustGet<K, V>(map: ReadonlyMap<K, V>, key: K, what: string): V {
  const value = map.get(key);
  if (value === undefined) throw new RangeError(`the simulated gradebook has no ${what} ${String(key)}`);
  return value;
}

/** The district's date now. */
export function today(store: Store): string {
  return dateIn(store.timeZone, store.clock.now());
}

/** The term of a section (TERMS.ID counts within a school only). */
export function termOfSection(store: Store, section: Section): Term | undefined {
  for (const term of store.terms.values()) {
    if (term.id === section.termId && term.schoolId === section.schoolId) return term;
  }
  return undefined;
}

/** TERMS.YEARID of a TERMS.ID. */
export function yearIdOf(termId: number): number {
  return Math.floor(termId / 100);
}
