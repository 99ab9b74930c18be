import {
  type AssignmentRef,
  assignmentStanding,
  effectOfAttempt,
  presumedSis,
  type UnitRecord,
} from '@passback/domain';
import type { Gradebook, SectionRef, SisAssignment } from '@passback/powerschool';
import { type SeenCells, type SectionMemory, seenCells } from './section-memory.ts';

/** Units that are looked at together: a class has some thirty assessments in a term. */
const MAX_TOGETHER = 50;
/** Looks that wait for their unit's turn: some 10 MB at 30 cells each. */
const MAX_KEPT = 2_000;

/** What was seen of a unit when its section was looked at. */
export interface SectionSight {
  readonly cells: SeenCells;
  /** Null where the section's list did not have it, or none was asked for. */
  readonly assignment: SisAssignment | null;
  readonly seenAt: number;
  /** Looked at by this very attempt; false: with another unit of the section, some time ago. */
  readonly isFresh: boolean;
}

interface Kept {
  /** Of the record as its claim will have it. What was seen says nothing of a record that changed since. */
  readonly version: number;
  readonly sight: SectionSight;
}

/** Whose turn it is. */
interface UnitToSee {
  readonly record: UnitRecord;
  readonly section: SectionRef;
  readonly lane: { now(): number };
}

/** A unit that is to be looked at, and where its cells are. */
interface ToLookAt {
  readonly id: string;
  readonly version: number;
  readonly ref: AssignmentRef;
  /** Nothing of its assignment is in doubt: the section's list tells as much of it as a look at it alone. */
  readonly isListEnough: boolean;
}

/**
 * Looks at all of a section's units that are due and in doubt at once, where PowerSchool gives the cells of several assignments in one
 * call, and keeps what was seen until each has its turn. A look counts only for the record that it was made for: one that was decided or
 * delivered since is looked at anew, since what put it in doubt may be younger than the look.
 */
export class SectionSights {
  readonly #gradebook: Pick<Gradebook, 'scores' | 'assignments' | 'readsManyAtOnce'>;
  readonly #memory: Pick<SectionMemory, 'inTurn'>;
  readonly #unitsOf: (sectionId: string) => Promise<readonly UnitRecord[]>;
  readonly #now: () => number;
  readonly #kept = new Map<string, Kept>();

  /** `unitsOf`: the district's units of a section, as the ledger has them. */
  constructor(
    gradebook: Pick<Gradebook, 'scores' | 'assignments' | 'readsManyAtOnce'>,
    memory: Pick<SectionMemory, 'inTurn'>,
    unitsOf: (sectionId: string) => Promise<readonly UnitRecord[]>,
    now: () => number,
  ) {
    this.#gradebook = gradebook;
    this.#memory = memory;
    this.#unitsOf = unitsOf;
    this.#now = now;
  }

  /** Null where the unit had better be looked at alone. Throws what PowerSchool and the ledger throw. */
  async of(unit: UnitToSee): Promise<SectionSight | null> {
    const before = this.#take(unit.record);
    if (before !== null || !this.#gradebook.readsManyAtOnce()) return before;
    const { sectionId } = unit.section;
    return this.#memory.inTurn(
      `sights\n${sectionId}`,
      async () => this.#take(unit.record) ?? this.#lookAtSection(unit),
    );
  }

  #take({ sectionAssessmentId: id, version }: UnitRecord): SectionSight | null {
    const kept = this.#kept.get(id);
    if (kept === undefined) return null;
    this.#kept.delete(id);
    return kept.version === version ? kept.sight : null;
  }

  async #lookAtSection({ record, section, lane }: UnitToSee): Promise<SectionSight | null> {
    const now = lane.now();
    const units = await this.#unitsOf(section.sectionId);
    const others = units.filter(({ sectionAssessmentId: id }) => id !== record.sectionAssessmentId);
    const mates = others.flatMap((other) => toLookAt(other, now) ?? []).slice(0, MAX_TOGETHER - 1);
    const own = toLookAt(record, now);
    if (own === null || mates.length === 0) return null;
    const all = [own, ...mates];
    const seenAt = this.#now();
    const isListed = all.filter(({ isListEnough }) => isListEnough).length > 1;
    const list = isListed ? await this.#gradebook.assignments(section) : [];
    const cells = await this.#gradebook.scores(
      section,
      all.map(({ ref }) => ref),
    );
    if (cells === null) return null;
    const sightOf = ({ ref, isListEnough }: ToLookAt, isFresh: boolean): SectionSight => ({
      cells: seenCells(cells.get(ref.assignmentId)),
      assignment: (isListEnough && list.find((one) => one.ref.assignmentId === ref.assignmentId)) || null,
      seenAt,
      isFresh,
    });
    for (const mate of mates) this.#keep(mate.id, { version: mate.version, sight: sightOf(mate, false) });
    return sightOf(own, true);
  }

  #keep(id: string, kept: Kept): void {
    this.#kept.delete(id);
    this.#kept.set(id, kept);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MAX_KEPT) return;
      this.#kept.delete(oldest);
    }
  }
}

/** Null where it is not due, or nothing of it has to be looked at. */
function toLookAt(record: UnitRecord, now: number): ToLookAt | null {
  const { sectionAssessmentId: id, version, otus, delivery } = record;
  const { repair, dueAt, claim } = delivery;
  if (dueAt === null || dueAt > now) return null;
  const sis = presumedSis(record.sis, delivery);
  const standing = assignmentStanding(otus.snapshot, sis);
  const effect = effectOfAttempt(record, sis);
  if (standing.kind !== 'there' || effect.kind === 'none') return null;
  if (!effect.scores.some(({ cause }) => cause === 'look')) return null;
  return {
    id,
    version: claim === null ? version + 1 : version,
    ref: standing.assignment.ref,
    isListEnough: effect.kind === 'scoresOnly' && repair !== null,
  };
}
