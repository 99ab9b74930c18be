import type { ReconcileResponse } from '@passback/contracts';
import { Type } from 'typebox';
import { Nullable } from '../http/schemas.ts';

const DRIFT_KINDS = ['missing', 'different', 'extra', 'extraAssignment'] as const;

/** A cell in which PowerSchool and what was sent differ, or another assignment with the identifier of one of ours. */
export interface DriftView {
  readonly sectionAssessmentId: string;
  readonly identifier: string;
  readonly title: string;
  /** SIS section id. */
  readonly section: string | null;
  /** In Otus, or in the SIS where Otus does not know the student; null of an assignment. */
  readonly studentId: string | null;
  readonly sisStudentId: string | null;
  readonly kind: (typeof DRIFT_KINDS)[number];
  readonly sent: number | null;
  readonly held: number | null;
  readonly exempt: boolean;
}

export const DriftSchema = Type.Object({
  sectionAssessmentId: Type.String(),
  identifier: Type.String(),
  title: Type.String(),
  section: Nullable(Type.String(), 'SIS section id'),
  studentId: Nullable(
    Type.String(),
    'In Otus, or in the SIS where Otus does not know the student; null of an assignment',
  ),
  sisStudentId: Nullable(Type.String(), 'Null of an assignment'),
  kind: Type.Enum([...DRIFT_KINDS], {
    description:
      'missing: sent, and PowerSchool holds nothing · different: it holds something else · extra: it holds what was never sent · ' +
      'extraAssignment: another assignment carries the identifier',
  }),
  sent: Nullable(Type.Number(), 'Points that were last sent; null where none were'),
  held: Nullable(Type.Number(), 'Points that PowerSchool has; null where it has none'),
  exempt: Type.Boolean({ description: 'A teacher exempted the student from it in PowerSchool' }),
});

/** Protobuf says "none" with the empty text, or by leaving it out. */
export function driftView(drift: ReconcileResponse['drifts'][number]): DriftView {
  const { sectionAssessmentId, identifier, title, sectionId, studentId, sisStudentId, kind, sent, held, exempt } =
    drift;
  return {
    ...{ sectionAssessmentId, identifier, title, exempt },
    section: orNull(sectionId),
    studentId: orNull(studentId),
    sisStudentId: orNull(sisStudentId),
    kind: kind as DriftView['kind'],
    sent: sent ?? null,
    held: held ?? null,
  };
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}
