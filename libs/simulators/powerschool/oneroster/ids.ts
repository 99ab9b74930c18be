import type { SourcedIdNames, Store } from '../gradebook/store.ts';
import type { AssignmentSection, Category, School, Section, Student, Term } from '../gradebook/types.ts';

/** Kinds of objects that have a sourcedId. */
export type IdKind =
  'school' | 'term' | 'class' | 'student' | 'teacher' | 'category' | 'lineItem' | 'result' | 'enrollment';

export interface ResultKey {
  readonly assignmentSectionId: number;
  readonly studentDcid: number;
}

/**
 * How OneRoster's sourcedIds stand for what the gradebook holds. Which id PowerSchool uses is not known: here it is the
 * DCID behind a prefix that may be set for each kind. What a client makes keeps the sourcedId that the client chose.
 */
export class SourcedIds {
  readonly #store: Store;
  readonly #prefixes: () => Readonly<Partial<Record<IdKind, string>>>;

  constructor(store: Store, prefixes: () => Readonly<Partial<Record<IdKind, string>>>) {
    this.#store = store;
    this.#prefixes = prefixes;
  }

  of(kind: IdKind, id: number): string {
    return `${this.#prefixes()[kind] ?? ''}${id}`;
  }

  school = (sourcedId: string): School | undefined => this.#get(this.#store.schools, 'school', sourcedId);
  term = (sourcedId: string): Term | undefined => this.#get(this.#store.terms, 'term', sourcedId);
  class = (sourcedId: string): Section | undefined => this.#get(this.#store.sections, 'class', sourcedId);
  student = (sourcedId: string): Student | undefined => this.#get(this.#store.students, 'student', sourcedId);

  category(sourcedId: string): Category | undefined {
    const id = this.#names.categories.get(sourcedId);
    return id === undefined ? this.#get(this.#store.categories, 'category', sourcedId) : this.#store.categories.get(id);
  }

  ofCategory(id: number): string {
    return this.#names.categoryNames.get(id) ?? this.of('category', id);
  }

  nameCategory(sourcedId: string, id: number): void {
    this.#names.categories.set(sourcedId, id);
    this.#names.categoryNames.set(id, sourcedId);
  }

  /** Undefined also for one that was deleted since. */
  lineItem(sourcedId: string): AssignmentSection | undefined {
    const id = this.#names.lineItems.get(sourcedId);
    return id === undefined
      ? this.#get(this.#store.assignmentSections, 'lineItem', sourcedId)
      : this.#store.assignmentSections.get(id);
  }

  ofLineItem(assignmentSectionId: number): string {
    return this.#names.lineItemNames.get(assignmentSectionId) ?? this.of('lineItem', assignmentSectionId);
  }

  nameLineItem(sourcedId: string, assignmentSectionId: number): void {
    this.#names.lineItems.set(sourcedId, assignmentSectionId);
    this.#names.lineItemNames.set(assignmentSectionId, sourcedId);
  }

  /** The cell of a result that a client named. */
  result(sourcedId: string): ResultKey | undefined {
    return this.#names.results.get(sourcedId);
  }

  ofResult(key: ResultKey, assignmentScoreId: number): string {
    return this.#names.resultNames.get(cellOf(key)) ?? this.of('result', assignmentScoreId);
  }

  nameResult(sourcedId: string, key: ResultKey): void {
    this.#names.results.set(sourcedId, key);
    this.#names.resultNames.set(cellOf(key), sourcedId);
  }

  /** Asked for each time: the store's may be replaced by those of a saved gradebook. */
  get #names(): SourcedIdNames {
    return this.#store.sourcedIds;
  }

  #get<T>(map: ReadonlyMap<number, T>, kind: IdKind, sourcedId: string): T | undefined {
    const prefix = this.#prefixes()[kind] ?? '';
    const rest = sourcedId.startsWith(prefix) ? sourcedId.slice(prefix.length) : '';
    return /^\d+$/.test(rest) ? map.get(Number(rest)) : undefined;
  }
}

function cellOf({ assignmentSectionId, studentDcid }: ResultKey): string {
  return `${assignmentSectionId}/${studentDcid}`;
}
