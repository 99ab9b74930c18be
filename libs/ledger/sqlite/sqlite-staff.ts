import type { StaffMember } from '@passback/domain';
import type { StaffRefusal, StaffStore } from '../port/districts.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

const PUT_STAFF = `
  insert into staff (district_id, revision, staff) values (?, ?, ?)
  on conflict (district_id) do update set revision = excluded.revision, staff = excluded.staff
  where excluded.revision > revision`;

const STAFF_REVISION = 'select revision from staff where district_id = ?';
const REFUSE = `
  insert into staff_refusals (district_id, revision, people, held_people, at) values (?, ?, ?, ?, ?)
  on conflict (district_id) do update set revision = excluded.revision, people = excluded.people,
    held_people = excluded.held_people, at = excluded.at
  where excluded.revision >= revision`;
const REFUSAL = `
  select revision, people, held_people as heldPeople, at from staff_refusals where district_id = ? and revision > ?`;

export function sqliteStaff(database: SqliteDatabase): StaffStore {
  const revisionOf = (districtId: string): number =>
    database.get<{ revision: number }>(STAFF_REVISION, districtId)?.revision ?? 0;
  return {
    put: ({ districtId, revision, staff }, over) =>
      database.write(() => {
        if (over !== undefined && revisionOf(districtId) !== over) return false;
        return database.run(PUT_STAFF, districtId, revision, JSON.stringify(staff)).changes === 1;
      }),
    refuse: (districtId, { revision, people, heldPeople, at }) =>
      database.write(() => {
        const stored = revisionOf(districtId);
        if (stored > 0 && stored < revision) database.run(REFUSE, districtId, revision, people, heldPeople, at);
      }),
    refusal: (districtId) =>
      database.read(() => {
        const row = database.get<StaffRefusal>(REFUSAL, districtId, revisionOf(districtId));
        return row === undefined ? null : { ...row };
      }),
    get: (districtId) =>
      database.read(() => {
        const sql = 'select revision, staff from staff where district_id = ?';
        const row = database.get<{ revision: number; staff: string }>(sql, districtId);
        if (row === undefined) return null;
        return { districtId, revision: row.revision, staff: JSON.parse(row.staff) as StaffMember[] };
      }),
    revision: (districtId) => database.read(() => revisionOf(districtId)),
  };
}
