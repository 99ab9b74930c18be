import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type RunningConsole, startConsole } from '../testing/console.fixture.ts';
import { DISTRICT, hashOf, TOKENS } from '../testing/settings.fixture.ts';
import { storeUnit } from '../testing/units.fixture.ts';

const PATH = `/v1/districts/${DISTRICT}`;
const UNIT = `${PATH}/section-assessments/sa-1`;

let console: RunningConsole;
beforeEach(async () => {
  console = await startConsole();
  await storeUnit(console.ledger, 'sa-1');
});
afterEach(() => console.stop());

const requestedBy = hashOf(TOKENS.admin).slice(0, 12);

describe.each([
  { action: 'send', repair: '', command: 'redrive', asked: { sectionAssessmentIds: ['sa-1'], dryRun: false } },
  {
    ...{ action: 'check', repair: 'check', command: 'repair' },
    asked: { sectionAssessmentIds: ['sa-1'], repair: 'check', dryRun: false },
  },
])('to $action one unit', ({ action, repair, command, asked }) => {
  it('is a redrive of it, says who asked, and is on record', async () => {
    console.services.answers['Redrive'] = { units: 1, runId: 'redrive-1' };
    const { status, body } = await console.call('POST', `${UNIT}/${action}`);
    expect([status, body]).toEqual([202, { units: 1, runId: 'redrive-1' }]);
    const request = {
      ...{ districtId: DISTRICT, reason: '', sectionAssessmentIds: ['sa-1'] },
      ...{ repair, dryRun: false, requestedBy },
    };
    expect(console.services.asked).toEqual([{ method: 'Redrive', request }]);
    const audit = await console.call('GET', `${PATH}/audit`);
    expect(audit.body).toMatchObject({
      items: [{ command, asked, by: { token: requestedBy }, outcome: { ok: true, status: 202 } }],
    });
  });

  it('that has nothing to send has no run', async () => {
    console.services.answers['Redrive'] = { units: 0, runId: '' };
    expect((await console.call('POST', `${UNIT}/${action}`)).body).toEqual({ units: 0, runId: null });
  });

  it('that is not known of the district is 404, and asks for nothing', async () => {
    expect((await console.problem('POST', `${PATH}/section-assessments/sa-2/${action}`)).status).toBe(404);
    const other = `/v1/districts/jefferson/section-assessments/sa-1/${action}`;
    expect((await console.problem('POST', other, { token: TOKENS.other })).status).toBe(404);
    expect(console.services.asked).toEqual([]);
  });

  it('is for administrators', async () => {
    const { status } = await console.problem('POST', `${UNIT}/${action}`, { token: TOKENS.viewer });
    expect(status).toBe(403);
    expect(console.services.asked).toEqual([]);
  });

  it('while the rules service is away is 503, and the log says so', async () => {
    console.services.failWith('UNAVAILABLE', 'starting');
    expect((await console.problem('POST', `${UNIT}/${action}`)).status).toBe(503);
    const audit = await console.call('GET', `${PATH}/audit`);
    expect(audit.body).toMatchObject({ items: [{ command, outcome: { ok: false, status: 503 } }] });
  });
});
