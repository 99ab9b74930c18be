import type { EpochMs, LocalDate, SectionAssessment, SisFields, UnitRecord } from '@passback/domain';
import { type Gradebook, type SectionRef, SisError } from '@passback/powerschool';
import type { SectionMemory } from './section-memory.ts';
import type { SectionSights } from './section-sights.ts';
import type { SisDraft } from './sis-draft.ts';

/** What a lane gives each of its units to work with. */
export interface LaneTools {
  /** A call that the lane has to let go of fails with `SisError` of class `interrupted`. */
  readonly gradebook: Gradebook;
  readonly memory: SectionMemory;
  readonly sights: SectionSights;
  readonly settingsVersion: number;
  readonly isPaused: boolean;
  /** The longest that a request may take. */
  readonly timeoutMs: number;
  /** How long after a create whose reply was lost another one may be made, in timeouts. */
  readonly createQuietTimeouts: number;
  now(): EpochMs;
  /** The district's date now. */
  today(): LocalDate;
  /** The district's units that have this identifier, the one in hand among them, as the ledger has them. */
  namesakes(identifier: string): Promise<readonly UnitRecord[]>;
  /** Told of what can only be a mistake of this program. */
  unexpected(error: unknown, record: UnitRecord): void;
}

/** One unit while it is being delivered. */
export interface UnitInHand {
  readonly record: UnitRecord;
  readonly section: SectionRef;
  /** Title, due date, points and category as they are desired. */
  readonly desired: SisFields;
  readonly draft: SisDraft;
  readonly lane: LaneTools;
}

/** Throws as `sectionOf` does; `record` is one that is to be sent. */
export function takeInHand(record: UnitRecord, draft: SisDraft, lane: LaneTools): UnitInHand {
  const { title, dueDate, totalPoints, category } = record.decision.desired;
  if (dueDate === null || category === null) throw new Error('a unit that is to be sent has no due date or category');
  const desired = { title, dueDate, totalPoints, category };
  return { record, section: sectionOf(record.otus.snapshot), desired, draft, lane };
}

/** Where the unit lives in PowerSchool. Throws `SisError` of class `unit` where the class is not linked to a whole section. */
export function sectionOf({ section }: SectionAssessment): SectionRef {
  const { sisSchoolId, sisSectionId, sisTeacherId, sisTermId } = section;
  if (sisSchoolId === null || sisSectionId === null || sisTeacherId === null || sisTermId === null)
    throw new SisError({ class: 'unit', code: 'SECTION_NOT_LINKED' }, 'school, section, teacher or term is not known');
  return { schoolId: sisSchoolId, sectionId: sisSectionId, teacherId: sisTeacherId, termId: sisTermId };
}
