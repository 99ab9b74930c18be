import type { PowerSchoolRoute } from '../world.ts';
import {
  createAssignment,
  deleteAssignment,
  listAssignments,
  overwriteAssignment,
  readAssignment,
} from './assignments.ts';
import { readScores, removeStudents } from './read-scores.ts';
import { writeOneScore, writeScores } from './scores.ts';
import { listTeacherCategories, readTeacherCategory } from './teacher-categories.ts';

const ASSIGNMENTS = '/ws/xte/section/assignment';
const ASSIGNMENT = '/ws/xte/section/assignment/{id}';

/** What PowerTeacher Pro opens to plugins. */
export const XTE_ROUTES: readonly PowerSchoolRoute[] = [
  { method: 'GET', pattern: '/ws/xte/teacher_category', handler: listTeacherCategories, access: 'plugin' },
  { method: 'GET', pattern: '/ws/xte/teacher_category/{id}', handler: readTeacherCategory, access: 'plugin' },
  { method: 'GET', pattern: ASSIGNMENTS, handler: listAssignments, access: 'plugin' },
  { method: 'POST', pattern: ASSIGNMENTS, handler: createAssignment, access: 'plugin' },
  { method: 'GET', pattern: ASSIGNMENT, handler: readAssignment, access: 'plugin' },
  { method: 'PUT', pattern: ASSIGNMENT, handler: overwriteAssignment, access: 'plugin' },
  { method: 'DELETE', pattern: ASSIGNMENT, handler: deleteAssignment, access: 'plugin' },
  { method: 'PUT', pattern: '/ws/xte/score', handler: writeScores, access: 'plugin' },
  { method: 'PUT', pattern: '/ws/xte/score/assignment', handler: writeOneScore, access: 'plugin' },
  { method: 'POST', pattern: '/ws/xte/assignment_score', handler: readScores, access: 'plugin' },
  { method: 'DELETE', pattern: '/ws/xte/assignment_section/students', handler: removeStudents, access: 'plugin' },
];
