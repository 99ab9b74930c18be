import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { outboundRules, parseAllowedHosts } from '@passback/powerschool';
import { clientSecretOf } from '@passback/service-host';
import type { PowerSchoolSimulator } from '@passback/simulators';
import { eventually } from '../../libs/service-kit/testing/eventually.fixture.ts';
import { connectorsBy } from './lanes/lane-gradebook.ts';
import { openSimulated } from './testing/simulated-powerschool.fixture.ts';
import { DISTRICT, districtSettings, type UnitSketch } from './testing/units.fixture.ts';
import { secrets, type World } from './testing/world.fixture.ts';

const UNITS: readonly UnitSketch[] = ['s1', 's2', 's3'].map((id) => ({ id, scores: { '81001': 26.5 } }));

let world: World;
let sis: PowerSchoolSimulator;
let close: () => Promise<void>;
beforeEach(async () => {
  ({ world, sis, close } = await openSimulated('xte'));
  // As the district's own administrator gives them: another URL than the file's, and a secret with it.
  const clientSecret = secrets().seal('secret', clientSecretOf(DISTRICT));
  const settings = districtSettings(DISTRICT, { baseUrl: `${sis.url}/`, clientSecret });
  await world.ledger.districts.put(settings, { by: 'admin', at: world.clock.now() });
});
afterEach(() => close());

const startWith = (hosts: string) =>
  world.start({ createGradebook: connectorsBy(outboundRules({ allowedHosts: parseAllowedHosts(hosts) })) });
const circuit = async () => (await world.ledger.lanes.get(DISTRICT))?.circuit;

it('an address inside is asked nothing, with one alert for the district; once the operator allows it, everything goes', async () => {
  const refusing = await startWith('');
  await world.night(UNITS);
  await eventually(async () => expect(await circuit()).toMatchObject({ state: 'open', code: 'SIS_ADDRESS_REFUSED' }));
  const { message } = (await circuit()) ?? {};
  expect(message).toBe('The address of PowerSchool is not usable: http is not allowed for 127.0.0.1: only https is');
  expect(world.logs.filter(({ msg }) => String(msg).startsWith('circuit opened'))).toHaveLength(1);
  expect(sis.requests.counters()).toMatchObject({ reads: 0, writes: 0, tokens: 0 });
  await refusing.stop();
  await startWith(new URL(sis.url).host);
  await world.settled();
  expect(sis.gradebook.snapshot().assignments).toHaveLength(UNITS.length);
  expect((await circuit())?.state).toBe('closed');
});
