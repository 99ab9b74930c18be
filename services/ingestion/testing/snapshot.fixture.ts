export interface ScoreJson extends Record<string, unknown> {
  scoreId: string;
}

/** A snapshot as in the API's description; a spec changes the one thing that it is about. */
export function snapshotJson(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    sectionAssessmentId: 'sa-9001',
    identifier: 'S130545',
    revision: 7,
    kind: 'standard',
    title: 'Mid Term Exam',
    assessmentType: 'Quiz',
    gradingScale: 'points',
    totalPoints: 30,
    includeInFinalGrade: true,
    withdrawn: false,
    createdAt: '2026-11-02T15:00:00Z',
    assignedAt: '2026-11-03T15:00:00Z',
    dueDate: '2026-11-20',
    assignedBy: 'otus-user-12',
    section: {
      otusClassId: 'c-77',
      sisSectionId: '85001',
      sisSchoolId: '100',
      sisTeacherId: '8301',
      sisTermId: '3600',
    },
    scores: [scoreJson(1), scoreJson(2)],
    ...changes,
  };
}

export function scoreJson(number: number, changes: Record<string, unknown> = {}): ScoreJson {
  return {
    scoreId: `sc-${number}`,
    studentId: `otus-stu-${number}`,
    sisStudentId: `${81_000 + number}`,
    completion: 'graded',
    status: 'onTime',
    points: 20.5,
    gradedAt: '2026-11-19T18:22:00Z',
    ...changes,
  };
}

/** `count` lines of snapshots that differ in their id, each with a line feed. */
export function* snapshotLines(count: number, changes: Record<string, unknown> = {}): Generator<Buffer> {
  for (let number = 1; number <= count; number += 1) {
    yield Buffer.from(`${JSON.stringify(snapshotJson({ sectionAssessmentId: `sa-${number}`, ...changes }))}\n`);
  }
}
