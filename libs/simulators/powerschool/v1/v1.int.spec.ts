import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { ANN, BEN, SECTION, STUDENTS, TestSchool } from '../testing/school.fixture.ts';

interface TermJson {
  id: number;
  abbreviation: string;
}

describe('/ws/v1', () => {
  let school: TestSchool;
  beforeEach(async () => {
    school = await TestSchool.open({ timeZone: 'America/Denver' });
  });
  afterEach(() => school.close());
  const terms = (query: string) => school.call('GET', `/ws/v1/school/100/term?${query}`);
  const names = async (query: string) =>
    (await terms(query)).json<{ terms: { term: TermJson[] } }>().terms.term.map(({ abbreviation }) => abbreviation);

  test('terms of a school year come wrapped twice, by portion and start, with the DCID as id', async () => {
    const answer = await terms('q=start_year==2026');
    expect(answer.json<{ terms: { term: TermJson[] } }>().terms.term).toEqual([
      expect.objectContaining({ id: 9001, portion: 1, abbreviation: '26-27' }),
      expect.objectContaining({ id: 9002, portion: 4, abbreviation: 'Q1' }),
      {
        id: 9003,
        school_id: 100,
        start_year: 2026,
        portion: 4,
        start_date: '2026-10-12',
        end_date: '2026-12-18',
        abbreviation: 'Q2',
        name: 'Quarter 2',
      },
    ]);
  });

  test('terms come in pages, which count from 1 and are capped', async () => {
    expect(await names('page=2&pagesize=3')).toEqual(['Q2']);
    school.simulator.settings.maxPageSize = 2;
    expect(await names('pagesize=100')).toEqual(['25-26', '26-27']);
    expect((await terms('page=0')).status).toBe(400);
  });

  test('the lists of other copies: bare, or one as an object', async () => {
    school.simulator.settings.listShape = 'bare';
    expect((await terms('q=start_year==2025')).json()).toEqual({ terms: [expect.objectContaining({ id: 8001 })] });
    school.simulator.settings.listShape = 'single';
    expect((await terms('q=start_year==2025')).json()).toEqual({
      terms: { term: expect.objectContaining({ id: 8001 }) },
    });
  });

  test('a query that is not understood is 400, an unknown school 404', async () => {
    expect((await terms('q=year==2026')).status).toBe(400);
    expect((await school.call('GET', '/ws/v1/school/7/term')).status).toBe(404);
  });

  test('a term by its DCID, wrapped or bare; their number', async () => {
    expect((await school.call('GET', '/ws/v1/term/9003')).json()).toEqual({
      term: expect.objectContaining({ id: 9003 }),
    });
    expect((await school.call('GET', '/ws/v1/term/3604')).status).toBe(404);
    school.simulator.settings.objectShape = 'bare';
    expect((await school.call('GET', '/ws/v1/term/9003')).json()).toMatchObject({ id: 9003 });
    expect((await school.call('GET', '/ws/v1/school/100/term/count')).json()).toEqual({ count: 4 });
  });

  test("a section's term_id is the DCID, not the TERMS.ID of xte", async () => {
    const answer = await school.call('GET', `/ws/v1/section/${SECTION}`);
    expect(answer.json()).toMatchObject({ section: { id: SECTION, school_id: 100, term_id: 9001 } });
  });

  test('enrolment names everybody who is or was there', async () => {
    school.simulator.gradebook.dropStudent({ sectionDcid: SECTION, studentDcid: BEN });
    const answer = await school.call('GET', `/ws/v1/section/${SECTION}/section_enrollment`);
    const rows = answer.json<{ section_enrollments: { section_enrollment: Record<string, unknown>[] } }>()
      .section_enrollments.section_enrollment;
    expect(rows.map(({ student_id }) => student_id)).toEqual([...STUDENTS]);
    expect(rows[0]).toEqual({
      id: expect.any(Number),
      section_id: SECTION,
      student_id: ANN,
      entry_date: '2026-08-17',
      exit_date: '2027-06-05',
      dropped: false,
    });
    expect(rows[1]).toMatchObject({ student_id: BEN, exit_date: '2026-10-20', dropped: true });
  });

  test('metadata tells the time zone and the page limits; time needs no token', async () => {
    expect((await school.call('GET', '/ws/v1/metadata')).json()).toMatchObject({
      metadata: {
        district_timezone: 'America/Denver',
        term_max_page_size: 1_000,
        schema_table_query_max_page_size: 1_000,
      },
    });
    expect((await school.send('GET', '/ws/v1/time')).status).toBe(200);
  });

  test('resources are 401 without the permission of the plugin, metadata is not', async () => {
    school.simulator.access.v1Read = false;
    const refused = await terms('');
    expect([refused.status, refused.text]).toEqual([401, expect.stringMatching(/accessLevelV1Api READ/)]);
    expect((await school.call('GET', '/ws/v1/metadata')).status).toBe(200);
  });
});
