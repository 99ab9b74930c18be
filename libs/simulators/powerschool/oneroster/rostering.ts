import { enrolledStudents } from '../gradebook/enrolment.ts';
import { today } from '../gradebook/store.ts';
import type { Section, Term } from '../gradebook/types.ts';
import type { Call, Reply } from '../http/call.ts';
import type { World } from '../world.ts';
import { unknownObject } from './imsx.ts';
import { enrolmentJson, sessionJson, studentJson, teachingJson } from './json.ts';
import { classOf } from './line-items.ts';
import { listReply } from './lists.ts';

/** `GET /academicSessions`: every term of every school. */
export function listSessions(call: Call, world: World): Reply {
  return sessions(call, world, () => true);
}

/** `GET /terms`. */
export function listTerms(call: Call, world: World): Reply {
  return sessions(call, world, (term) => isTerm(world, term));
}

/** `GET /schools/{school}/terms`. */
export function listTermsOfSchool(call: Call, world: World): Reply {
  const sourcedId = call.params['school'] ?? '';
  const school = world.ids.school(sourcedId);
  if (school === undefined) throw unknownObject('school', sourcedId);
  return sessions(call, world, (term) => term.schoolId === school.id && isTerm(world, term));
}

/** `GET /gradingPeriods`: none where all sessions are of type `term`. */
export function listGradingPeriods(call: Call, world: World): Reply {
  return sessions(call, world, (term) => isGradingPeriod(world, term));
}

/** `GET /terms/{term}/gradingPeriods`: those inside it. */
export function listGradingPeriodsOfTerm(call: Call, world: World): Reply {
  const sourcedId = call.params['term'] ?? '';
  const outer = world.ids.term(sourcedId);
  if (outer === undefined) throw unknownObject('term', sourcedId);
  return sessions(
    call,
    world,
    (term) =>
      isGradingPeriod(world, term) &&
      term.schoolId === outer.schoolId &&
      term.startDate >= outer.startDate &&
      term.endDate <= outer.endDate,
  );
}

/** `GET /academicSessions/{id}`, `/terms/{id}` and `/gradingPeriods/{id}`. */
export function readSession(call: Call, world: World): Reply {
  const sourcedId = call.params['id'] ?? '';
  const term = world.ids.term(sourcedId);
  if (term === undefined) throw unknownObject('academicSession', sourcedId);
  return { status: 200, body: { academicSession: sessionJson(world, term) } };
}

/** `GET /enrollments`: students' and teachers', of every class. */
export function listEnrolments(call: Call, world: World): Reply {
  return enrolments(call, world, [...world.store.sections.values()]);
}

/** `GET /classes/{class}/enrollments` and `/schools/{school}/classes/{class}/enrollments`. */
export function listEnrolmentsOfClass(call: Call, world: World): Reply {
  return enrolments(call, world, [classOf(call.params['class'] ?? '', world)]);
}

/** `GET /classes/{class}/students`: those who are there now. */
export function listStudentsOfClass(call: Call, world: World): Reply {
  const { store, settings } = world;
  const section = classOf(call.params['class'] ?? '', world);
  const students = [...enrolledStudents(store, section.dcid, today(store))].flatMap((dcid) => {
    const student = store.students.get(dcid);
    return student === undefined ? [] : [student];
  });
  return listReply(
    call,
    'users',
    students,
    (student) => studentJson(world, student, section.schoolId),
    settings.maxPageSize,
  );
}

function enrolments(call: Call, world: World, sections: readonly Section[]): Reply {
  const all = sections.flatMap((section) => [
    ...section.teachers.map(
      ({ usersDcid }) =>
        () =>
          teachingJson(world, section, usersDcid),
    ),
    ...(world.store.enrolments.get(section.dcid) ?? []).map((each) => () => enrolmentJson(world, section, each)),
  ]);
  return listReply(call, 'enrollments', all, (toJson) => toJson(), world.settings.maxPageSize);
}

function sessions(call: Call, world: World, wanted: (term: Term) => boolean): Reply {
  const terms = [...world.store.terms.values()].filter(wanted);
  return listReply(call, 'academicSessions', terms, (term) => sessionJson(world, term), world.settings.maxPageSize);
}

function isGradingPeriod({ settings }: World, { portion }: Term): boolean {
  return settings.sessionTypes === 'byPortion' && portion > 2;
}

function isTerm(world: World, term: Term): boolean {
  return world.settings.sessionTypes === 'term' || (term.portion === 2 && !isGradingPeriod(world, term));
}
