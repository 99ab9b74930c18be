import { fineClock } from '../http/pace.ts';
import type { Gradebook } from '../port/gradebook.ts';
import type { GradebookSettings, SisTransport } from '../port/transport.ts';
import type { ConnectorOptions } from '../session/connector-options.ts';
import { createSession } from '../session/session.ts';
import { createCategories } from './categories.ts';
import { createLineItems } from './line-items.ts';
import { createProvider } from './provider.ts';
import { createResults } from './results.ts';
import { hasClass, readEnrolledStudents, readStudentNames } from './rosters.ts';
import { createSessions } from './sessions.ts';

/** Scores follow a create at once, so there are hardly more than requests under way. */
const MAX_UNTOUCHED = 1_000;

/**
 * The gradebook through OneRoster 1.1 push, as PowerSchool's Universal Rostering takes it. Points only. Throws `RangeError` for an unusable
 * id template, a district failure for an unusable base URL.
 */
export function createOneRosterGradebook(
  transport: SisTransport,
  settings: Pick<GradebookSettings, 'clientId' | 'clientSecret' | 'baseUrl' | 'concurrency' | 'oneroster' | 'terms'>,
  { clock = fineClock }: ConnectorOptions = {},
): Gradebook {
  const session = createSession(transport, settings, clock);
  const provider = createProvider(session, settings);
  const sessions = createSessions(provider, clock, settings.terms);
  const categories = createCategories(provider, clock);
  const lineItems = createLineItems(provider, sessions, clock);
  const results = createResults(provider, settings.concurrency, clock);
  // Made by this connection and not written into since.
  const untouched = new Set<string>();
  return {
    terms: (schoolId, startYears) => sessions.terms(schoolId, startYears),
    categories: (section, maxAgeMs) => categories.of(section, maxAgeMs),
    assignments: (section) => lineItems.list(section),
    assignment: (section, ref) => lineItems.read(section, ref),
    createAssignment: async (section, assignment) => {
      const ref = await lineItems.create(section, assignment);
      if (untouched.size < MAX_UNTOUCHED) untouched.add(ref.assignmentId);
      return ref;
    },
    // The line item's id follows from the unit's.
    isCreateIdempotent: true,
    deleteUnscored: () => Promise.resolve(false),
    updateAssignment: (section, ref, changes) => lineItems.update(section, ref, changes),
    scores: (section, refs) => results.read(section, refs),
    readsManyAtOnce: () => results.readsManyAtOnce(),
    writeScores: (section, ref, rows, scoreDate) =>
      results.write(section, ref, rows, { scoreDate, isNew: untouched.delete(ref.assignmentId) }),
    enrolledStudents: (section) => readEnrolledStudents(provider, section),
    hasSection: (section) => hasClass(provider, section),
    studentNames: (section) => readStudentNames(session, provider, section),
    reach: () => session.reach(),
    authenticate: () => session.authenticate(),
  };
}
