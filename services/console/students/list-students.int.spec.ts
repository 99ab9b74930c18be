import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { UNLINKED } from '../../../libs/domain/testing/given.ts';
import { type RunningConsole, startConsole } from '../testing/console.fixture.ts';
import { type Browser, DEMO, PEOPLE, signIn, withStaff } from '../testing/people.fixture.ts';
import type { FakeServices } from '../testing/services.fixture.ts';
import { DISTRICT } from '../testing/settings.fixture.ts';
import { storeUnit } from '../testing/units.fixture.ts';

const PATH = `/v1/districts/${DISTRICT}/sections/85001/students`;

let console: RunningConsole;
let services: FakeServices;
let admin: Browser;
beforeEach(async () => {
  console = await startConsole({}, { operator: DEMO, prepare: withStaff });
  services = console.services;
  admin = await signIn(console, PEOPLE.admin);
});
afterEach(() => console.stop());

const get = (path = PATH, who: Pick<Browser, 'call'> = admin) => who.call<Record<string, unknown>>('GET', path);

describe('the students of a section', () => {
  it('are told by name, to be kept nowhere', async () => {
    await storeUnit(console.ledger, 'sa-1');
    const answer = await get();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.body).toEqual({
      items: [{ sisStudentId: '81001', name: 'Ames, Ann' }],
      readAt: expect.any(String) as unknown,
      unavailable: null,
    });
    const place = { schoolId: '100', sectionId: '85001', teacherId: '8301', termId: '3600' };
    expect(services.asked).toEqual([{ method: 'StudentNames', request: { districtId: DISTRICT, ...place } }]);
  });

  it('are asked for once for two looks', async () => {
    await storeUnit(console.ledger, 'sa-1');
    const [one, other] = [await get(), await get()];
    expect(other.body).toEqual(one.body);
    expect(services.asked).toHaveLength(1);
  });

  it('have no names where PowerSchool does not allow it', async () => {
    await storeUnit(console.ledger, 'sa-1');
    services.answers['StudentNames'] = { names: [], available: false };
    expect((await get()).body).toMatchObject({ items: [], unavailable: 'notAllowed' });
  });

  it('have no names where PowerSchool or the delivery service is away', async () => {
    await storeUnit(console.ledger, 'sa-1');
    services.failWith('UNAVAILABLE', 'SIS_UNAVAILABLE');
    const answer = await get();
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ items: [], unavailable: 'away' });
  });

  it('are asked for by the section alone where a unit does not tell the rest', async () => {
    const section = { ...UNLINKED, sisSectionId: '85001' };
    await storeUnit(console.ledger, 'sa-1', { changes: { section } });
    await get();
    const place = { schoolId: '', sectionId: '85001', teacherId: '', termId: '' };
    expect(services.asked).toEqual([{ method: 'StudentNames', request: { districtId: DISTRICT, ...place } }]);
  });

  it('are not here where no unit is of the section, and PowerSchool is not asked', async () => {
    await storeUnit(console.ledger, 'sa-1');
    expect((await get(`/v1/districts/${DISTRICT}/sections/85002/students`)).status).toBe(404);
    expect((await get('/v1/districts/jefferson/sections/85001/students')).status).toBe(403);
    expect(services.asked).toEqual([]);
  });

  it('are for the section’s own teachers, and for no bearer token', async () => {
    await storeUnit(console.ledger, 'sa-1');
    expect((await get(PATH, await signIn(console, PEOPLE.otherTeacher))).status).toBe(404);
    expect((await console.call('GET', PATH)).status).toBe(403);
    expect(services.asked).toEqual([]);
    expect((await get(PATH, await signIn(console, PEOPLE.teacher))).status).toBe(200);
  });
});
