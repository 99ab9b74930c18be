import type { PowerSchoolRoute } from '../world.ts';
import { listEnrolments, readSection } from './sections.ts';
import { readMetadata, readTime } from './server-facts.ts';
import { countTerms, listTerms, readTerm } from './terms.ts';

/** The older resource API: terms, sections, enrolment and facts about the server. */
export const V1_ROUTES: readonly PowerSchoolRoute[] = [
  { method: 'GET', pattern: '/ws/v1/school/{id}/term', handler: listTerms, access: 'plugin' },
  { method: 'GET', pattern: '/ws/v1/school/{id}/term/count', handler: countTerms, access: 'plugin' },
  { method: 'GET', pattern: '/ws/v1/term/{id}', handler: readTerm, access: 'plugin' },
  { method: 'GET', pattern: '/ws/v1/section/{id}', handler: readSection, access: 'plugin' },
  { method: 'GET', pattern: '/ws/v1/section/{id}/section_enrollment', handler: listEnrolments, access: 'plugin' },
  { method: 'GET', pattern: '/ws/v1/metadata', handler: readMetadata, access: 'plugin' },
  { method: 'GET', pattern: '/ws/v1/time', handler: readTime, access: 'open' },
];
