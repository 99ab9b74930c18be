import { createHash } from 'node:crypto';
import type { Completion, ScoreStatus, SectionAssessment, StaffMember, StaffRole } from '@passback/domain';
import type { SectionAssessment as SectionAssessmentMessage } from '../generated/passback/events/v1/section_assessments.ts';
import type { StaffMember as StaffMemberMessage } from '../generated/passback/events/v1/staff.ts';

const COMPLETIONS: ReadonlySet<string> = new Set<Completion>(['notStarted', 'inProgress', 'turnedIn', 'graded']);
const STATUSES: ReadonlySet<string> = new Set<ScoreStatus>(['onTime', 'late', 'missing', 'excused', 'excluded']);
const KINDS: ReadonlySet<string> = new Set(['standard', 'plus']);
const SCALES: ReadonlySet<string> = new Set(['points', 'standards']);
const ROLES: ReadonlySet<string> = new Set<StaffRole>(['teacher', 'coTeacher', 'admin']);

const CLOSED_LISTS = [COMPLETIONS, STATUSES, KINDS, SCALES, ROLES];
const FINGERPRINT_LENGTH = 8;

/** The same as long as versions of the system know the same values of every closed list. */
export function fingerprintOfKnownValues(lists: readonly ReadonlySet<string>[] = CLOSED_LISTS): string {
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

function oneOf<T extends string>(value: string, allowed: ReadonlySet<string>, field: string): T {
  if (allowed.has(value)) return value as T;
  const what = `${field} is not one of ${[...allowed].join(', ')}`;
  throw value === '' ? new InvalidMessageError(what) : new UnknownValueError(what);
}

export function snapshotToMessage(snapshot: SectionAssessment): SectionAssessmentMessage {
  const { section } = snapshot;
  return {
    ...snapshot,
    assignedAt: snapshot.assignedAt ?? undefined,
    dueDate: snapshot.dueDate ?? undefined,
    submissionDate: snapshot.submissionDate ?? undefined,
    section: {
      otusClassId: section.otusClassId,
      sisSectionId: section.sisSectionId ?? undefined,
      sisSchoolId: section.sisSchoolId ?? undefined,
      sisTeacherId: section.sisTeacherId ?? undefined,
      sisTermId: section.sisTermId ?? undefined,
    },
    scores: snapshot.scores.map((score) => ({
      ...score,
      sisStudentId: score.sisStudentId ?? undefined,
      points: score.points ?? undefined,
      gradedAt: score.gradedAt ?? undefined,
    })),
  };
}

/** Throws `InvalidMessageError` where the message breaks the contract of the topic. */
export function snapshotFromMessage(message: SectionAssessmentMessage): SectionAssessment {
  const { section } = message;
  if (message.sectionAssessmentId === '' || section === undefined)
    throw new InvalidMessageError('sectionAssessmentId or section is missing');
  return {
    sectionAssessmentId: message.sectionAssessmentId,
    identifier: message.identifier,
    revision: message.revision,
    kind: oneOf(message.kind, KINDS, 'kind'),
    title: message.title,
    assessmentType: message.assessmentType,
    gradingScale: oneOf(message.gradingScale, SCALES, 'gradingScale'),
    totalPoints: finite(message.totalPoints, 'totalPoints'),
    includeInFinalGrade: message.includeInFinalGrade,
    withdrawn: message.withdrawn,
    createdAt: message.createdAt,
    assignedAt: message.assignedAt ?? null,
    dueDate: message.dueDate ?? null,
    submissionDate: message.submissionDate ?? null,
    assignedBy: message.assignedBy,
    section: {
      otusClassId: section.otusClassId,
      sisSectionId: section.sisSectionId ?? null,
      sisSchoolId: section.sisSchoolId ?? null,
      sisTeacherId: section.sisTeacherId ?? null,
      sisTermId: section.sisTermId ?? null,
    },
    scores: message.scores.map((score) => ({
      scoreId: score.scoreId,
      studentId: score.studentId,
      sisStudentId: score.sisStudentId ?? null,
      completion: oneOf(score.completion, COMPLETIONS, 'completion'),
      status: oneOf(score.status, STATUSES, 'status'),
      points: score.points === undefined ? null : finite(score.points, 'points'),
      gradedAt: score.gradedAt ?? null,
    })),
  };
}

/** Protobuf carries what JSON and the ledgers cannot: infinities, no number at all, and a zero below zero, which is zero. */
function finite(value: number, field: string): number {
  if (!Number.isFinite(value)) throw new InvalidMessageError(`${field} is no finite number`);
  return value === 0 ? 0 : value;
}

export function staffMemberToMessage(member: StaffMember): StaffMemberMessage {
  const { userId, role, sisUserId, inPassbackGroup, sealedEmail } = member;
  return { userId, role, sisUserId: sisUserId ?? undefined, inPassbackGroup, sealedEmail };
}

export function staffMemberFromMessage(message: StaffMemberMessage): StaffMember {
  return {
    userId: message.userId,
    role: oneOf(message.role, ROLES, 'role'),
    sisUserId: message.sisUserId ?? null,
    inPassbackGroup: message.inPassbackGroup,
    ...(message.sealedEmail !== undefined && { sealedEmail: message.sealedEmail }),
  };
}
