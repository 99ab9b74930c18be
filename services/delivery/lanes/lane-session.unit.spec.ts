import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CLOSED_CIRCUIT } from '@passback/ledger';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { districtFault, transient } from '../testing/fake-powerschool.fixture.ts';
import { LaneWorld } from '../testing/lane-world.fixture.ts';
import { DISTRICT } from '../testing/units.fixture.ts';
import { gate } from '../testing/world.fixture.ts';
import { LaneSession } from './lane-session.ts';

let world: LaneWorld;
let sessions: LaneSession[];
/** Modes in which PowerSchool was asked, each time that one follows another. */
let modes: string[];

beforeEach(async () => {
  world = await LaneWorld.open();
  [sessions, modes] = [[], []];
  world.sis.hook = (phase) => {
    const mode = sessions.at(-1)?.mode ?? '';
    if (phase === 'before' && mode !== modes.at(-1)) modes.push(mode);
  };
});
afterEach(() => world.close());

function session(isAsked = false): LaneSession {
  const subject = new LaneSession(DISTRICT, world.environment, isAsked);
  sessions.push(subject);
  return subject;
}

const become = (subject: LaneSession, mode: LaneSession['mode']) => eventually(() => expect(subject.mode).toBe(mode));

/** Leaves the lane with a circuit that is open, its next probe in a minute. */
async function leaveOpen(settingsVersion = 1): Promise<void> {
  const { fence } = (await world.ledger.lanes.acquire(DISTRICT, 'before', 1_000)) ?? { fence: 0 };
  const probeAt = world.clock.now() + 60_000;
  const circuit = { ...CLOSED_CIRCUIT, state: 'open', code: 'SIS_CREDENTIALS', probeAt, settingsVersion } as const;
  await world.ledger.lanes.recordCondition(DISTRICT, fence, { circuit, learnedIntervalMs: 0 });
  await world.ledger.lanes.release(DISTRICT, fence);
}

describe('a session goes from taking', () => {
  it('to delivering to idle to ended, when nothing more is due', async () => {
    await world.makeDue(['s1', 's2']);
    const subject = session();
    expect([subject.mode, subject.lane]).toEqual(['new', null]);
    const ended = subject.run();
    expect([subject.mode, subject.lane]).toEqual(['taking', null]);
    await become(subject, 'idle');
    expect(modes).toEqual(['delivering']);
    expect(subject.lane?.districtId).toBe(DISTRICT);
    world.clock.advance(2_000);
    expect(await ended).toEqual({ notBefore: null, waitsFor: 'time' });
    expect([subject.mode, subject.lane]).toEqual(['ended', null]);
    expect(await world.states()).toEqual({ s1: 'inSync', s2: 'inSync' });
    expect(await world.ledger.lanes.get(DISTRICT)).toMatchObject({ owner: null });
  });

  it('to ended, while another process has the lane: any wake-up may try again', async () => {
    await world.lease();
    const subject = session();
    expect(await subject.run()).toEqual({ notBefore: expect.any(Number), waitsFor: 'otherHolder' });
    expect(subject.mode).toBe('ended');
  });

  it.each([
    ['has what that is for where the other goes on', async () => undefined, false],
    ['asks on where the circuit is open', () => leaveOpen(), true],
  ])('to ended, while another process has the lane: who asks %s', async (_what, prepare, isAsked) => {
    await prepare();
    await world.lease();
    const subject = session(true);
    await subject.run();
    expect(subject.isAsked).toBe(isAsked);
  });

  it('to ended, without settings', async () => {
    const subject = new LaneSession('nowhere', world.environment);
    expect(await subject.run()).toEqual({ notBefore: expect.any(Number), waitsFor: 'time' });
    expect(subject.mode).toBe('ended');
    expect(world.logs).toEqual([
      { message: 'units are due of a district that has no settings', fields: { district: 'nowhere' } },
    ]);
  });

  it('to ended, when it was asked to finish before', async () => {
    await world.makeDue(['s1']);
    const subject = session();
    subject.finish();
    await subject.run();
    expect([subject.mode, await world.states()]).toEqual(['ended', { s1: 'due' }]);
  });

  it('to ended, where the circuit is open and its probe not due', async () => {
    await leaveOpen();
    await world.makeDue(['s1']);
    const subject = session();
    expect(await subject.run()).toMatchObject({ waitsFor: 'circuit', settingsVersion: 1 });
    expect([subject.mode, world.sis.calls]).toEqual(['ended', []]);
  });

  it.each([
    ['a person asks', true, 1],
    ['the settings are others', false, 0],
  ])('to probing, where the circuit is open and %s', async (_why, isAsked, settingsVersion) => {
    await leaveOpen(settingsVersion);
    await world.makeDue(['s1', 's2', 's3']);
    const subject = session(isAsked);
    const ended = subject.run();
    await become(subject, 'idle');
    // Credentials and one unit alone, then all.
    expect(modes).toEqual(['probing', 'delivering']);
    expect([subject.isAsked, await world.circuitState()]).toEqual([false, 'closed']);
    subject.finish();
    await ended;
  });
});

describe('a session goes from probing', () => {
  it('to ended, when the credentials are refused again: the circuit is open, and who asked had their probe', async () => {
    await leaveOpen();
    await world.makeDue(['s1']);
    world.sis.hook = () => {
      throw districtFault();
    };
    const subject = session(true);
    expect(await subject.run()).toMatchObject({ waitsFor: 'circuit' });
    expect([subject.mode, subject.isAsked, await world.circuitState()]).toEqual(['ended', false, 'open']);
    expect(world.sis.calls.map(({ method }) => method)).toEqual(['authenticate']);
    expect(await world.states()).toEqual({ s1: 'due' });
  });

  it('to ended, when it is interrupted: that says nothing of PowerSchool', async () => {
    await leaveOpen();
    world.sis.hook = () => new Promise(() => undefined);
    const subject = session(true);
    const ended = subject.run();
    await eventually(() => expect(world.sis.calls).toHaveLength(1));
    expect(subject.mode).toBe('probing');
    subject.interrupt();
    expect(await ended).toEqual({ notBefore: null, waitsFor: 'time' });
    expect([subject.mode, await world.circuitState()]).toEqual(['ended', 'halfOpen']);
  });

  it('to ended, when the unit of the probe is handed back: that says nothing either', async () => {
    await leaveOpen();
    await world.makeDue(['s1']);
    await world.putSettings({ paused: true });
    const subject = session(true);
    expect(await subject.run()).toEqual({ notBefore: expect.any(Number), waitsFor: 'circuit' });
    expect([subject.mode, await world.circuitState()]).toEqual(['ended', 'halfOpen']);
  });

  it('to delivering, with the circuit closed, when the credentials are good and no unit is due', async () => {
    await leaveOpen();
    const subject = session(true);
    const ended = subject.run();
    await become(subject, 'idle');
    expect(await world.circuitState()).toBe('closed');
    subject.finish();
    await ended;
  });

  it('to probing, when a person asks while it fails', async () => {
    await leaveOpen();
    const subject = session(true);
    let probes = 0;
    world.sis.hook = (phase) => {
      if (phase === 'after') return;
      probes += 1;
      if (probes === 1) subject.ask();
      throw districtFault();
    };
    expect(await subject.run()).toMatchObject({ waitsFor: 'circuit' });
    expect([probes, subject.mode]).toEqual([2, 'ended']);
  });
});

describe('a session goes from delivering', () => {
  it('to ended, when the circuit opens: what was not sent stays due', async () => {
    await world.makeDue(['s1']);
    world.sis.hook = () => {
      throw districtFault();
    };
    const subject = session();
    expect(await subject.run()).toMatchObject({ notBefore: expect.any(Number), waitsFor: 'circuit' });
    expect([subject.mode, await world.circuitState()]).toEqual(['ended', 'open']);
    expect((await world.unit('s1')).delivery.dueAt).not.toBeNull();
  });

  it('to probing, when the circuit opens while a person asks', async () => {
    await world.makeDue(['s1']);
    const subject = session();
    let isFirst = true;
    world.sis.hook = (phase) => {
      if (phase === 'after') return;
      modes.push(subject.mode);
      if (!isFirst) return;
      isFirst = false;
      subject.ask();
      throw districtFault();
    };
    const ended = subject.run();
    await become(subject, 'idle');
    expect(modes.slice(0, 2)).toEqual(['delivering', 'probing']);
    subject.finish();
    await ended;
  });

  it('to ended, when it is asked to finish: what is in hand ends, the rest is given back', async () => {
    await world.makeDue(['s1', 's2', 's3', 's4', 's5', 's6']);
    const held = gate();
    world.sis.hook = () => held.opened;
    const subject = session();
    const ended = subject.run();
    await eventually(() => expect(world.sis.calls.length).toBeGreaterThan(0));
    subject.finish();
    expect(subject.mode).toBe('delivering');
    held.open();
    await ended;
    const states = Object.values(await world.states()).sort();
    expect([subject.mode, states]).toEqual(['ended', ['due', 'due', 'due', 'inSync', 'inSync', 'inSync']]);
  });

  it('to ended, when it is interrupted: what is in hand is given back as well', async () => {
    await world.makeDue(['s1']);
    world.sis.hook = () => new Promise(() => undefined);
    const subject = session();
    const ended = subject.run();
    await eventually(() => expect(world.sis.calls).toHaveLength(1));
    subject.interrupt();
    expect(await ended).toEqual({ notBefore: null, waitsFor: 'time' });
    expect((await world.unit('s1')).delivery).toMatchObject({ claim: null, dueAt: expect.any(Number) });
    expect(subject.mode).toBe('ended');
  });

  it('to ended, when the lease is lost: nothing is written any more', async () => {
    await world.makeDue(['s1']);
    world.sis.hook = () => new Promise(() => undefined);
    const subject = session();
    const ended = subject.run();
    await eventually(() => expect(world.sis.calls).toHaveLength(1));
    world.loseLease();
    await ended;
    expect([subject.mode, world.recorded]).toEqual(['ended', []]);
    expect((await world.unit('s1')).delivery.claim).not.toBeNull();
  });

  it('to ended, when the ledger fails: that is thrown, and the lane is free', async () => {
    await world.makeDue(['s1']);
    const { sectionAssessments } = world.ledger;
    const claimDeliveries = async (): Promise<never> => {
      throw new Error('away');
    };
    const ledger = { ...world.ledger, sectionAssessments: { ...sectionAssessments, claimDeliveries } };
    const subject = new LaneSession(DISTRICT, { ...world.environment, ledger });
    await expect(subject.run()).rejects.toThrow('away');
    expect([subject.mode, subject.lane]).toEqual(['ended', null]);
    expect(await world.ledger.lanes.get(DISTRICT)).toMatchObject({ owner: null });
  });

  it('to ended, when PowerSchool asks for a wait that no unit can wait out: until then', async () => {
    await world.makeDue(['s1']);
    world.sis.hook = () => {
      throw Object.assign(transient(), { class: 'throttled', retryAfterMs: 90_000 });
    };
    const before = world.clock.now();
    const end = await session().run();
    expect(end).toMatchObject({ waitsFor: 'time' });
    expect((end.notBefore ?? 0) - before).toBeGreaterThanOrEqual(90_000);
  });
});

describe('a session goes from idle', () => {
  it('to delivering, when it is woken', async () => {
    const subject = session();
    const ended = subject.run();
    await become(subject, 'idle');
    await world.makeDue(['late']);
    subject.wake();
    await eventually(async () => expect(await world.states()).toEqual({ late: 'inSync' }));
    await become(subject, 'idle');
    expect(modes).toEqual(['delivering']);
    subject.finish();
    await ended;
  });

  it('to delivering, when the time of a unit comes by then', async () => {
    await world.makeDue(['soon'], DISTRICT, { now: world.clock.now() + 1_000 });
    const subject = session();
    const ended = subject.run();
    await become(subject, 'idle');
    world.clock.advance(1_000);
    await eventually(async () => expect(await world.states()).toEqual({ soon: 'inSync' }));
    subject.finish();
    await ended;
  });

  it.each([
    ['asked to finish', (subject: LaneSession) => subject.finish()],
    ['interrupted', (subject: LaneSession) => subject.interrupt()],
    ['without its lease', () => world.loseLease()],
  ])('to ended, when it is %s', async (_what, end) => {
    const subject = session();
    const ended = subject.run();
    await become(subject, 'idle');
    end(subject);
    await ended;
    expect(subject.mode).toBe('ended');
  });
});

it('a session that has ended takes no lane again, and holds none', async () => {
  const subject = session();
  subject.finish();
  await subject.run();
  await expect(subject.run()).rejects.toThrow('a lane goes from ended to taking');
  expect(await world.ledger.lanes.get(DISTRICT)).toMatchObject({ owner: null });
});
