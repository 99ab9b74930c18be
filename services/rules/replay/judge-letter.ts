import {
  InvalidMessageError,
  snapshotFromMessage,
  type StaffChanged,
  staffMemberFromMessage,
  topics,
} from '@passback/contracts';
import type { SectionAssessment } from '@passback/domain';
import type { Ledger } from '@passback/ledger';
import { originOf } from './origin.ts';
import type { Letter } from './replay-letters.ts';

/**
 * `readable`: it can be taken in now, and says something new. `overtaken`: what is held is as new. `unreadable`: it waits. `foreign`: put
 * aside from a topic that is no input of rules, and nothing is lost by it.
 */
export type LetterState = 'readable' | 'overtaken' | 'unreadable' | 'unknownDistrict' | 'foreign';

type Stores = Pick<Ledger, 'districts' | 'staff' | 'sectionAssessments'>;

/** What becomes of a dead letter now. Throws what the ledger throws. */
export async function judgeLetter(ledger: Stores, letter: Letter): Promise<LetterState> {
  const origin = originOf(letter);
  if (origin === undefined) return 'foreign';
  const content = origin === topics.staff ? readStaff(letter) : readSnapshot(letter);
  if (content === null) return 'unreadable';
  const { districtId, revision } = content;
  if ((await ledger.districts.get(districtId)) === null) return 'unknownDistrict';
  const held =
    content.snapshot === null
      ? await ledger.staff.revision(districtId)
      : await heldRevision(ledger, districtId, content.snapshot);
  return revision > held ? 'readable' : 'overtaken';
}

interface Content {
  readonly districtId: string;
  readonly revision: number;
  /** Null of a list of staff. */
  readonly snapshot: SectionAssessment | null;
}

/** Null where it cannot be read. */
function readSnapshot(letter: Letter): Content | null {
  const message = decoded(() => topics.sectionAssessments.decode(letter.value));
  if (message === null || message.snapshot === null) return null;
  const { snapshot: given, districtId } = message;
  const snapshot = valid(() => snapshotFromMessage(given));
  return snapshot === null ? null : { districtId, revision: snapshot.revision, snapshot };
}

function readStaff(letter: Letter): Content | null {
  const message: StaffChanged | null = decoded(() => topics.staff.decode(letter.value));
  if (message === null || valid(() => message.staff.map(staffMemberFromMessage)) === null) return null;
  return { districtId: message.districtId, revision: message.revision, snapshot: null };
}

function decoded<T>(decode: () => T): T | null {
  try {
    return decode();
  } catch {
    // Whatever a decoder throws says that these bytes are none of its messages.
    return null;
  }
}

function valid<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof InvalidMessageError) return null;
    throw error;
  }
}

async function heldRevision(
  { sectionAssessments }: Stores,
  districtId: string,
  { sectionAssessmentId }: SectionAssessment,
): Promise<number> {
  const [record] = await sectionAssessments.load(districtId, [sectionAssessmentId]);
  return record?.otus.snapshot.revision ?? 0;
}
