import { fineClock } from '../http/fine-clock.ts';
import type { Gradebook } from '../port/gradebook.ts';
import type { GradebookSettings, SisTransport } from '../port/transport.ts';
import type { ConnectorOptions } from '../session/connector-options.ts';
import { createSession } from '../session/session.ts';
import { createCategories } from './categories.ts';
import { createLineItems } from './line-items.ts';
import { createProvider } from './provider.ts';
import { createResults } from './results.ts';
import { readEnrolledStudents } from './rosters.ts';
import { createSessions } from './sessions.ts';

/**
 * The gradebook through OneRoster 1.1 push, as PowerSchool's Universal Rostering takes it. Points only. Throws `RangeError` for an unusable
 * id template, a district failure for an unusable base URL.
 */
export function createOneRosterGradebook(
  transport: SisTransport,
  settings: Pick<GradebookSettings, 'clientId' | 'clientSecret' | 'baseUrl' | 'concurrency' | 'oneroster'>,
  { clock = fineClock }: ConnectorOptions = {},
): Gradebook {
  const session = createSession(transport, settings, clock);
  const provider = createProvider(session, settings);
  const sessions = createSessions(provider, clock);
  const categories = createCategories(provider, clock);
  const lineItems = createLineItems(provider, sessions, clock);
  const results = createResults(provider, settings.concurrency, clock);
  return {
    terms: (schoolId, startYears) => sessions.terms(schoolId, startYears),
    categories: (section, maxAgeMs) => categories.of(section, maxAgeMs),
    assignments: (section) => lineItems.list(section),
    assignment: (_section, ref) => lineItems.read(ref),
    createAssignment: (section, assignment) => lineItems.create(section, assignment),
    // The line item's id follows from the unit's.
    isCreateIdempotent: true,
    deleteUnscored: () => Promise.resolve(false),
    updateAssignment: (section, ref, fields, categoryId) => lineItems.update(section, ref, fields, categoryId),
    scores: (section, ref) => results.read(section, ref),
    writeScores: (_section, ref, rows, scoreDate) => results.write(ref, rows, scoreDate),
    enrolledStudents: (section) => readEnrolledStudents(provider, section),
    authenticate: () => session.authenticate(),
  };
}
