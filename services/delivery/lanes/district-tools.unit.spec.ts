import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DistrictRecord } from '@passback/ledger';
import { LaneWorld } from '../testing/lane-world.fixture.ts';
import { DISTRICT, districtSettings } from '../testing/units.fixture.ts';
import { DistrictTools } from './district-tools.ts';
import type { OpenGradebook } from './lane-gradebook.ts';

let world: LaneWorld;
/** What became of each connector, by its number. */
let connectors: ('open' | 'closed')[];
let reads: number;
let isGone: boolean;
/** Stands before the ledger's answer. */
let beforeRead: () => Promise<unknown>;

beforeEach(async () => {
  world = await LaneWorld.open();
  [connectors, reads, isGone] = [[], 0, false];
  beforeRead = async () => undefined;
});
afterEach(() => world.close());

async function tools(): Promise<DistrictTools> {
  const district = await world.ledger.districts.get(DISTRICT);
  if (district === null) throw new Error('there are no settings');
  const { districts } = world.ledger;
  const get: typeof districts.get = async (districtId) => {
    reads += 1;
    await beforeRead();
    return isGone ? null : districts.get(districtId);
  };
  const environment = { ...world.environment, ledger: { ...world.ledger, districts: { ...districts, get } } };
  return new DistrictTools(environment, district, open);
}

function open(_district: DistrictRecord): OpenGradebook {
  const number = connectors.push('open') - 1;
  const close = async (): Promise<void> => void (connectors[number] = 'closed');
  return { close } as OpenGradebook;
}

const changePowerSchool = () =>
  world.putSettings({ powerschool: { ...districtSettings().powerschool, timeoutMs: 900 } });

describe('the tools of a district, from fresh', () => {
  it('stay as they are for a second, without a question to the ledger', async () => {
    const subject = await tools();
    const first = await subject.current();
    await world.changeSettings({ paused: true });
    expect(await subject.current()).toBe(first);
    expect([reads, first.isPaused, first.settingsVersion, first.timeoutMs]).toEqual([0, false, 1, 300]);
  });

  it.each([
    ['a second is over', () => world.clock.advance(1_001)],
    ['something became due', (subject: DistrictTools) => subject.expire()],
  ])('to stale, once %s: they are read again, once for all who ask', async (_when, pass) => {
    const subject = await tools();
    await world.changeSettings({ paused: true });
    pass(subject);
    const [one, other] = await Promise.all([subject.current(), subject.current()]);
    expect([one.isPaused, one.settingsVersion, other === one, reads]).toEqual([true, 2, true, 1]);
    expect(subject.district.version).toBe(2);
  });

  it('to stale and back, where nothing changed: they are the same', async () => {
    const subject = await tools();
    const first = await subject.current();
    subject.expire();
    expect([(await subject.current()) === first, reads]).toEqual([true, 1]);
  });
});

describe('the tools of a district, while they are read', () => {
  it('expire anew: what was asked for meanwhile may not be in that answer', async () => {
    const subject = await tools();
    beforeRead = async () => (reads === 1 ? subject.expire() : undefined);
    subject.expire();
    await subject.current();
    expect(reads).toBe(2);
  });

  it('stay stale where the ledger does not answer: that is thrown, and the next asks again', async () => {
    const subject = await tools();
    await world.changeSettings({ paused: true });
    subject.expire();
    beforeRead = async () => {
      throw new Error('away');
    };
    await expect(subject.current()).rejects.toThrow('away');
    beforeRead = async () => undefined;
    expect((await subject.current()).isPaused).toBe(true);
  });

  it('stay as they were where the district is gone', async () => {
    const subject = await tools();
    const first = await subject.current();
    isGone = true;
    subject.expire();
    expect(await subject.current()).toBe(first);
  });
});

describe('a connector', () => {
  it('and what is remembered of its PowerSchool are kept over other settings', async () => {
    const subject = await tools();
    const before = await subject.current();
    await world.changeSettings({ paused: true });
    subject.expire();
    const after = await subject.current();
    expect([after.gradebook === before.gradebook, after.memory === before.memory]).toEqual([true, true]);
    expect([after.sights === before.sights, connectors]).toEqual([true, ['open']]);
  });

  it('is another with other settings of PowerSchool; the old one stays open for those in hand, until all are closed', async () => {
    const subject = await tools();
    const before = await subject.current();
    await changePowerSchool();
    subject.expire();
    const after = await subject.current();
    expect([after.gradebook === before.gradebook, after.memory === before.memory]).toEqual([false, false]);
    expect([after.timeoutMs, connectors]).toEqual([900, ['open', 'open']]);
    await subject.close();
    expect(connectors).toEqual(['closed', 'closed']);
  });
});

it('tells of a mistake of ours by ids alone', async () => {
  const { unexpected } = await (await tools()).current();
  await world.makeDue(['s1']);
  const error = new TypeError('broken');
  unexpected(error, await world.unit('s1'));
  const fields = { err: error, district: DISTRICT, unit: 's1' };
  expect(world.logs).toEqual([{ message: 'a delivery failed on our side', fields }]);
});
