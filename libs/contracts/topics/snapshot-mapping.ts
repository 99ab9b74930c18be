import { createHash } from 'node:crypto';
import {
  ASSESSMENT_KINDS,
  COMPLETIONS,
  GRADING_SCALES,
  SCORE_STATUSES,
  type SectionAssessment,
  STAFF_ROLES,
  type StaffMember,
} from '@passback/domain';
import type { SectionAssessment as SectionAssessmentMessage } from '../generated/passback/events/v1/section_assessments.ts';
import type { StaffMember as StaffMemberMessage } from '../generated/passback/events/v1/staff.ts';

const CLOSED_LISTS = [COMPLETIONS, SCORE_STATUSES, ASSESSMENT_KINDS, GRADING_SCALES, STAFF_ROLES];
const FINGERPRINT_LENGTH = 8;

/** The same as long as versions of the system know the same values of every closed list. */
export function fingerprintOfKnownValues(lists: readonly Iterable<string>[] = CLOSED_LISTS): string {
  const values = JSON.stringify(lists.map((list) => [...list].sort()));
  return createHash('sha256').update(values).digest('hex').slice(0, FINGERPRINT_LENGTH);
}

/** A message whose bytes decode but whose content no producer of ours can have written. */
export class InvalidMessageError extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'InvalidMessageError';
  }
}

/** A value of a closed list that is not in ours: a newer version of the system wrote it, whose list is longer. */
export class UnknownValueError extends InvalidMessageError {
  constructor(what: string) {
    super(what);
    this.name = 'UnknownValueError';
  }
}

function oneOf<T extends string>(value: string, allowed: readonly T[], field: string): T {
  const known = allowed.find((one) => one === value);
  if (known !== undefined) return known;
  const what = `${field} is not one of ${allowed.join(', ')}`;
  throw value === '' ? new InvalidMessageError(what) : new UnknownValueError(what);
}

/** A message as it comes from the wire: what is absent of it is null. */
type Decoded<T> = { readonly [K in keyof T]-?: Exclude<T[K], undefined> };
const decoded = <T extends object>(message: T) => message as Decoded<T>;

/** Throws `InvalidMessageError` where the message breaks the contract of the topic. */
export function snapshotFromMessage(message: SectionAssessmentMessage): SectionAssessment {
  const { section } = message;
  if (message.sectionAssessmentId === '' || section === null)
    throw new InvalidMessageError('sectionAssessmentId or section is missing');
  return {
    ...decoded(message),
    kind: oneOf(message.kind, ASSESSMENT_KINDS, 'kind'),
    gradingScale: oneOf(message.gradingScale, GRADING_SCALES, 'gradingScale'),
    totalPoints: finite(message.totalPoints, 'totalPoints'),
    section: decoded(section),
    scores: message.scores.map(decoded).map((score) => ({
      ...score,
      completion: oneOf(score.completion, COMPLETIONS, 'completion'),
      status: oneOf(score.status, SCORE_STATUSES, 'status'),
      points: score.points === null ? null : finite(score.points, 'points'),
    })),
  };
}

/** Protobuf carries what JSON and the ledgers cannot: infinities, no number at all, and a zero below zero, which is zero. */
function finite(value: number, field: string): number {
  if (!Number.isFinite(value)) throw new InvalidMessageError(`${field} is no finite number`);
  return value === 0 ? 0 : value;
}

export function staffMemberFromMessage(message: StaffMemberMessage): StaffMember {
  const { sealedEmail, role, ...member } = decoded(message);
  return { ...member, role: oneOf(role, STAFF_ROLES, 'role'), ...(sealedEmail !== null && { sealedEmail }) };
}
