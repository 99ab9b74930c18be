import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { describeReason } from '@passback/domain';
import { csvLine } from '../http/csv.ts';
import { type RunningConsole, startConsole } from '../testing/console.fixture.ts';
import { DISTRICT, TOKENS } from '../testing/settings.fixture.ts';

const VIEWER = { token: TOKENS.viewer };

let console: RunningConsole;
beforeEach(async () => {
  console = await startConsole();
});
afterEach(() => console.stop());

describe('the preview', () => {
  it('is what the rules service says', async () => {
    const { status, body } = await console.call(
      'GET',
      `/v1/districts/${DISTRICT}/preview?date=2026-11-12&limit=5`,
      VIEWER,
    );
    expect(status).toBe(200);
    expect(body).toEqual(console.services.answers['Preview']);
    await console.call('GET', `/v1/districts/${DISTRICT}/preview?date=`, VIEWER);
    expect(console.services.asked).toEqual([
      { method: 'Preview', request: { districtId: DISTRICT, date: '2026-11-12', limit: 5 } },
      { method: 'Preview', request: { districtId: DISTRICT, date: undefined, limit: 100 } },
    ]);
  });

  it('of an effect or a reason has their units in words, also as a file', async () => {
    const item = {
      ...{ sectionAssessmentId: 'sa-1', identifier: 'S1', title: '=1', effect: 'held' },
      ...{ scores: { send: 0, keep: 0, held: 2 }, reasons: ['WITHDRAWN'] },
    };
    const said = { ...(console.services.answers['Preview'] as object), items: [item], itemsTruncated: true };
    console.services.answers['Preview'] = said;
    const path = `/v1/districts/${DISTRICT}/preview?effect=held&reason=WITHDRAWN`;
    const words = [describeReason({ code: 'WITHDRAWN' }, 'es')];
    const spanish = { ...VIEWER, headers: { 'accept-language': 'es' } };
    expect((await console.call('GET', path, spanish)).body).toEqual({ ...said, items: [{ ...item, words }] });
    const headers = { authorization: `Bearer ${TOKENS.viewer}` };
    const file = await fetch(`${console.url}${path}&format=csv`, { headers });
    expect(file.headers.get('content-disposition')).toContain('preview.csv');
    const { fix } = describeReason({ code: 'WITHDRAWN' });
    expect((await file.text()).split('\r\n').slice(1)).toEqual([
      csvLine(['sa-1', 'S1', '=1', 'held', 0, 0, 2, 'WITHDRAWN', fix]).trimEnd(),
      'cut off after 1 rows,,,,,,,,',
      '',
    ]);
    const asked = { districtId: DISTRICT, date: undefined, effect: 'held', reason: 'WITHDRAWN' };
    expect(console.services.asked.map(({ request }) => request)).toEqual([
      { ...asked, limit: 100 },
      { ...asked, limit: 1_000 },
    ]);
  });

  it.each([
    ['effect=created', 'effect'],
    ['reason=BECAUSE', 'reason'],
  ])('with %s is 400', async (query, path) => {
    const { status, errors } = await console.problem('GET', `/v1/districts/${DISTRICT}/preview?${query}`);
    expect([status, errors.map((error) => error.path)]).toEqual([400, [path]]);
  });

  it.each(['2026-02-30', 'tomorrow', '2026-11-12T00:00:00Z'])('of the date %s is 400', async (date) => {
    const { status, errors } = await console.problem('GET', `/v1/districts/${DISTRICT}/preview?date=${date}`);
    expect([status, errors.map(({ path }) => path)]).toEqual([400, ['date']]);
  });
});
