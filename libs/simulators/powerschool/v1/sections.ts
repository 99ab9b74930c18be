import type { Enrolment, Section } from '../gradebook/types.ts';
import { termOfSection } from '../gradebook/store.ts';
import type { Call, Reply } from '../http/call.ts';
import type { World } from '../world.ts';
import { checkV1Access, notFound } from './access.ts';
import { pageOf } from './paging.ts';
import { listJson, objectJson } from './shapes.ts';

/** `GET /ws/v1/section/{id}`: here `term_id` is TERMS.DCID, unlike in xte. */
export function readSection(call: Call, world: World): Reply {
  const section = existing(call, world);
  const body = {
    id: section.dcid,
    school_id: section.schoolId,
    term_id: termOfSection(world.store, section)?.dcid ?? null,
    section_number: section.name,
    staff_id: section.teachers[0]?.usersDcid ?? null,
  };
  return { status: 200, body: objectJson('section', body, world.settings) };
}

/** `GET /ws/v1/section/{id}/section_enrollment`: everybody who is or was in the section. */
export function listEnrolments(call: Call, world: World): Reply {
  const section = existing(call, world);
  const { maxPageSize } = world.settings;
  const enrolments = pageOf(call, world.store.enrolments.get(section.dcid) ?? [], maxPageSize, maxPageSize);
  return { status: 200, body: listJson('section_enrollment', enrolments.map(enrolmentJson), world.settings) };
}

function existing(call: Call, world: World): Section {
  checkV1Access(world);
  const section = world.store.sections.get(Number(call.params['id']));
  if (section === undefined) throw notFound('Section');
  return section;
}

function enrolmentJson(enrolment: Enrolment): unknown {
  return {
    id: enrolment.id,
    section_id: enrolment.sectionDcid,
    student_id: enrolment.studentDcid,
    entry_date: enrolment.entryDate,
    exit_date: enrolment.exitDate,
    dropped: enrolment.dropped,
  };
}
