import { ManualClock } from '../http/manual-clock.fixture.ts';
import type { Gradebook, SectionRef } from '../port/gradebook.ts';
import type { ScoreSource } from '../port/transport.ts';
import { type Answering, type FakeTransport, fakeTransport } from '../session/fake-transport.fixture.ts';
import { createXteGradebook } from './gradebook.ts';

export const SECTION: SectionRef = { schoolId: '100', sectionId: '85001', teacherId: '8301', termId: '3600' };
export const REF = { assignmentId: '5001', sectionAssignmentId: '77001' } as const;

/** An xte connector over a transport that answers as the test says. */
export function xteWith(
  answering: Answering,
  scoreSource: ScoreSource = 'auto',
): { gradebook: Gradebook; fake: FakeTransport; clock: ManualClock } {
  const fake = fakeTransport(answering);
  const clock = new ManualClock();
  const settings = { clientId: 'client-1', clientSecret: 'secret-1', xte: { scoreSource } };
  return { gradebook: createXteGradebook(fake.transport, settings, { clock }), fake, clock };
}

/** An assignment as PowerSchool gives it. */
export function assignmentJson(part: object = {}, more: object = {}) {
  return {
    _name: 'assignment',
    assignmentid: 5001,
    createdbyplugin: 'Otus',
    hasstandards: false,
    standardscoringmethod: 'GradeScale',
    _assignmentsections: [
      {
        _name: 'assignmentsection',
        assignmentsectionid: 77001,
        sectionsdcid: 85001,
        name: 'Unit 3 test (S130545)',
        description: 'by the teacher',
        duedate: '2026-11-20',
        scoretype: 'POINTS',
        scoreentrypoints: 12,
        weight: 1,
        totalpointvalue: 12,
        publishoption: 'Never',
        _assignmentcategoryassociations: [
          { _name: 'assignmentcategoryassoc', assignmentcategoryassocid: 9, teachercategoryid: 4301, isprimary: true },
        ],
        _assignmentstudentassociations: [{ studentsdcid: 81001 }],
        ...part,
      },
    ],
    ...more,
  };
}
