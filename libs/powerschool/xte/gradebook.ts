import { fineClock } from '../http/pace.ts';
import type { Gradebook, SectionRef } from '../port/gradebook.ts';
import type { GradebookSettings, SisTransport } from '../port/transport.ts';
import type { ConnectorOptions } from '../session/connector-options.ts';
import { createSession } from '../session/session.ts';
import { createAssignment, deleteUnscored, listAssignments, readAssignment, updateAssignment } from './assignments.ts';
import { readCategories } from './categories.ts';
import { hasSection, readEnrolledStudents } from './enrolments.ts';
import { createPageSizes } from './page-sizes.ts';
import { createScoreReader } from './read-scores.ts';
import { readStudentNames } from './student-names.ts';
import { readTerms } from './terms.ts';
import { writeScores } from './write-scores.ts';

/** PowerTeacher Pro through the endpoints that PowerSchool opens to plugins (`/ws/xte`, `/ws/v1`, `/ws/schema`). */
export function createXteGradebook(
  transport: SisTransport,
  settings: Pick<GradebookSettings, 'clientId' | 'clientSecret' | 'xte'>,
  { clock = fineClock }: ConnectorOptions = {},
): Gradebook {
  const session = createSession(transport, settings, clock);
  const sizes = createPageSizes(session);
  const scoreReader = createScoreReader(session, sizes, settings.xte?.scoreSource ?? 'auto');
  const enrolledStudents = (section: SectionRef): Promise<ReadonlySet<string> | null> =>
    readEnrolledStudents(session, sizes, section, clock.now());
  return {
    terms: (schoolId, startYears) => readTerms(session, sizes, schoolId, startYears),
    categories: (section) => readCategories(session, section),
    assignments: (section) => listAssignments(session, section),
    assignment: (section, ref) => readAssignment(session, section, ref),
    createAssignment: (section, assignment) => createAssignment(session, section, assignment),
    isCreateIdempotent: false,
    deleteUnscored: (section, ref) => deleteUnscored(session, section, ref),
    updateAssignment: (section, ref, changes) => updateAssignment(session, section, ref, changes),
    scores: (section, refs) => scoreReader.read(section, refs),
    readsManyAtOnce: () => scoreReader.readsManyAtOnce(),
    // The day of a score is PowerSchool's own in this interface.
    writeScores: (section, ref, rows) => writeScores(session, section, ref, rows, () => enrolledStudents(section)),
    enrolledStudents,
    hasSection: (section) => hasSection(session, section, () => listAssignments(session, section)),
    studentNames: (section) => readStudentNames(session, sizes, () => enrolledStudents(section)),
    reach: () => session.reach(),
    authenticate: () => session.authenticate(),
  };
}
