import { issueToken } from '../access/token-route.ts';
import type { Handler } from '../http/call.ts';
import type { PowerSchoolRoute, World } from '../world.ts';
import { deleteCategory, listCategories, putCategory, readCategory } from './categories.ts';
import { BASE_PATH } from './imsx.ts';
import { deleteLineItem, listLineItems, listLineItemsOfClass, putLineItem, readLineItem } from './line-items.ts';
import {
  deleteResult,
  listResults,
  listResultsOfClass,
  listResultsOfLineItem,
  listResultsOfStudent,
  putResult,
  readResult,
} from './results.ts';
import {
  listEnrolments,
  listEnrolmentsOfClass,
  listGradingPeriods,
  listGradingPeriodsOfTerm,
  listSessions,
  listStudentsOfClass,
  listTerms,
  listTermsOfSchool,
  readSession,
} from './rostering.ts';

const route = (method: string, path: string, handler: Handler<World>): PowerSchoolRoute => ({
  method,
  pattern: BASE_PATH + path,
  handler,
  access: 'plugin',
});

/** OneRoster 1.1: gradebook push, and what of rostering a gradebook client needs. */
export const ONEROSTER_ROUTES: readonly PowerSchoolRoute[] = [
  { method: 'POST', pattern: `${BASE_PATH}/token`, handler: issueToken, access: 'open' },
  route('GET', '/lineItems', listLineItems),
  route('GET', '/lineItems/{id}', readLineItem),
  route('PUT', '/lineItems/{id}', putLineItem),
  route('DELETE', '/lineItems/{id}', deleteLineItem),
  route('GET', '/classes/{class}/lineItems', listLineItemsOfClass),
  route('GET', '/results', listResults),
  route('GET', '/results/{id}', readResult),
  route('PUT', '/results/{id}', putResult),
  route('DELETE', '/results/{id}', deleteResult),
  route('GET', '/classes/{class}/results', listResultsOfClass),
  route('GET', '/classes/{class}/lineItems/{lineItem}/results', listResultsOfLineItem),
  route('GET', '/classes/{class}/students/{student}/results', listResultsOfStudent),
  route('GET', '/categories', listCategories),
  route('GET', '/categories/{id}', readCategory),
  route('PUT', '/categories/{id}', putCategory),
  route('DELETE', '/categories/{id}', deleteCategory),
  route('GET', '/academicSessions', listSessions),
  route('GET', '/academicSessions/{id}', readSession),
  route('GET', '/terms', listTerms),
  route('GET', '/terms/{id}', readSession),
  route('GET', '/terms/{term}/gradingPeriods', listGradingPeriodsOfTerm),
  route('GET', '/gradingPeriods', listGradingPeriods),
  route('GET', '/gradingPeriods/{id}', readSession),
  route('GET', '/schools/{school}/terms', listTermsOfSchool),
  route('GET', '/enrollments', listEnrolments),
  route('GET', '/classes/{class}/enrollments', listEnrolmentsOfClass),
  route('GET', '/schools/{school}/classes/{class}/enrollments', listEnrolmentsOfClass),
  route('GET', '/classes/{class}/students', listStudentsOfClass),
];
