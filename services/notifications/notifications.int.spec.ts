import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CLOSED_CIRCUIT } from '@passback/ledger';
import { eventually } from '../../libs/service-kit/testing/eventually.fixture.ts';
import { type MailServer, startMailServer } from './testing/mail-server.fixture.ts';
import { ADMIN, DATE, DISTRICT, MORNING, openWorld, TEACHER, type World } from './testing/world.fixture.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const HELD = { reasons: [{ code: 'NOT_IN_FINAL_GRADE' }] } as const;

let mails: MailServer;
let world: World;
beforeEach(async () => {
  mails = await startMailServer();
  world = await openWorld(mails.url);
});
afterEach(async () => {
  await world.close();
  await mails.stop();
});

const to = (address: string): string[] =>
  mails.received.filter((mail) => mail.to[0] === address).map(({ text }) => text);
/** As it is read, without soft line breaks. */
const plain = (text = ''): string => text.replace(/=\r?\n/g, '').replace(/=3D/g, '=');
/** Long enough for several rounds of everything. */
const rounds = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 400));
/** The next day at the same time. */
const nextDay = (day: number): string => `2026-11-${19 + day}`;

describe('a night that has ended', () => {
  it('is told once to each, however many processes there are and however often they start', async () => {
    await world.unit('sa-1', HELD);
    await world.night(DATE);
    const apps = await Promise.all([world.start(), world.start(), world.start()]);
    await eventually(() => expect(mails.received).toHaveLength(2));
    await rounds();
    for (const app of apps) await app.stop();
    await world.start();
    await rounds();
    expect(to(ADMIN)).toHaveLength(1);
    expect(to(TEACHER)).toHaveLength(1);
    expect(plain(to(TEACHER)[0])).toContain('Exam sa-1');
    expect(await world.told()).toMatchObject([
      { state: 'sent', attempts: 1 },
      { state: 'sent', attempts: 1 },
    ]);
  });

  it('is told in one message to who is both', async () => {
    await world.configure({ admins: [TEACHER.toUpperCase()] });
    await world.unit('sa-1', HELD);
    await world.night(DATE);
    await world.start();
    await eventually(() => expect(mails.received).toHaveLength(1));
    await rounds();
    expect(mails.received).toHaveLength(1);
    expect(plain(mails.received[0]?.text)).toContain('Exam sa-1');
    expect(plain(mails.received[0]?.text)).toContain('New for this district');
  });

  it('is told to nobody where there is nothing to say, or nothing that a teacher can do', async () => {
    await world.unit('sa-1', { reasons: [{ code: 'SECTION_NOT_LINKED' }] });
    await world.night(DATE);
    await world.start();
    await eventually(() => expect(to(ADMIN)).toHaveLength(1));
    world.clock.pass(DAY_MS);
    await world.night(nextDay(1));
    await eventually(async () => {
      const last = await world.ledger.notifications.lastBriefing(DISTRICT);
      expect(last).toMatchObject({ date: nextDay(1), isPlanned: true });
    });
    await rounds();
    expect(to(ADMIN)).toHaveLength(1);
    expect(to(TEACHER)).toEqual([]);
  });

  it('says in Spanish what is the matter where the district speaks it', async () => {
    await world.configure({ language: 'es' });
    await world.unit('sa-1', HELD);
    await world.night(DATE);
    await world.start();
    await eventually(() => expect(to(TEACHER)).toHaveLength(1));
    expect(to(TEACHER)[0]).toContain('lang=3D"es"');
  });

  it('has nothing of a student, and no address but that which it goes to', async () => {
    await world.unit('sa-1', HELD);
    await world.night(DATE);
    await world.start();
    await eventually(() => expect(mails.received).toHaveLength(2));
    const stored = JSON.stringify([await world.told(), await world.ledger.notifications.lastBriefing(DISTRICT)]);
    for (const text of [stored, ...mails.received.map(({ text }) => plain(text))])
      for (const secret of ['otus-stu-5', '81001', '26.5', 'sc-sa-1']) expect(text).not.toContain(secret);
    expect(stored).not.toContain('@');
    expect(plain(to(ADMIN)[0])).not.toContain(TEACHER);
  });
});

describe('what is the matter with a district', () => {
  it('is told once until it is over, then once that it is', async () => {
    const { lanes } = world.ledger;
    const lane = await lanes.acquire(DISTRICT, 'delivery', 1_000_000);
    const circuit = { ...CLOSED_CIRCUIT, state: 'open', code: 'SIS_CREDENTIALS' } as const;
    await lanes.recordCondition(DISTRICT, lane!.fence, { circuit, learnedIntervalMs: 0 });
    await world.night(DATE);
    await world.start();
    await eventually(() => expect(to(ADMIN)).toHaveLength(1));
    for (let day = 1; day <= 3; day += 1) {
      world.clock.set(MORNING + day * DAY_MS);
      if (day === 3)
        await lanes.recordCondition(DISTRICT, lane!.fence, { circuit: CLOSED_CIRCUIT, learnedIntervalMs: 0 });
      await world.night(nextDay(day));
      await eventually(async () =>
        expect(await world.ledger.notifications.lastBriefing(DISTRICT)).toMatchObject({ date: nextDay(day) }),
      );
    }
    await eventually(() => expect(to(ADMIN)).toHaveLength(2));
    await rounds();
    expect(to(ADMIN)).toHaveLength(2);
    expect(plain(to(ADMIN)[0])).toContain('needs you');
    expect(plain(to(ADMIN)[1])).toContain('PowerSchool can be written to again.');
  });

  it('is told again with the next night to whom the message about it may not have reached, and to nobody else', async () => {
    const other = 'other.admin@school.example';
    await world.configure({ admins: [ADMIN, other] });
    await world.unit('sa-1', { reasons: [{ code: 'GRADING_PERIOD_UNKNOWN' }] });
    await world.night(DATE);
    mails.faults = { recipients: new Map([[ADMIN, '554 5.7.1 not today']]) };
    await world.start();
    await eventually(async () => {
      const states = (await world.told()).map(({ state }) => state);
      expect(states.toSorted()).toEqual(['refused', 'sent']);
    });
    mails.faults = {};
    for (const day of [1, 2]) {
      world.clock.set(MORNING + day * DAY_MS);
      await world.night(nextDay(day));
      await eventually(async () =>
        expect(await world.ledger.notifications.lastBriefing(DISTRICT)).toMatchObject({
          date: nextDay(day),
          isPlanned: true,
        }),
      );
      await rounds();
    }
    expect(to(other)).toHaveLength(1);
    expect(to(ADMIN)).toHaveLength(1);
    expect(plain(to(ADMIN)[0])).toContain('may not have reached you');
    expect(plain(to(ADMIN)[0])).toContain('Nothing of this district goes: the grading periods');
  });

  it('is a night that is late, or did not run, in the morning and not before', async () => {
    await world.night(DATE, { state: 'delivering' });
    await world.start();
    await rounds();
    expect(mails.received).toEqual([]);
    world.clock.set(Date.parse('2026-11-19T13:00:00Z'));
    await eventually(() => expect(to(ADMIN)).toHaveLength(1));
    expect(plain(to(ADMIN)[0])).toContain('The night is not finished this morning.');
    world.clock.set(Date.parse('2026-11-20T13:00:00Z'));
    await eventually(() => expect(to(ADMIN)).toHaveLength(2));
    expect(plain(to(ADMIN)[1])).toContain('The night did not run to its end.');
    expect(plain(to(ADMIN)[1])).toContain('The night is in time again.');
  });

  it('is summed up once a week', async () => {
    await world.night(DATE);
    await world.start();
    for (let day = 1; day <= 6; day += 1) {
      world.clock.set(MORNING + day * DAY_MS);
      await world.night(nextDay(day), { scores: { sent: 7, kept: 0, held: 0, rejected: 0 } });
      await eventually(async () =>
        expect(await world.ledger.notifications.lastBriefing(DISTRICT)).toMatchObject({ date: nextDay(day) }),
      );
      // Monday the 23rd; with the next day it would be too late to send.
      if (day === 4) await eventually(() => expect(to(ADMIN)).toHaveLength(1));
    }
    await rounds();
    expect(to(ADMIN)).toHaveLength(1);
    expect(plain(to(ADMIN)[0])).toContain('28 scores sent');
  });
});

describe('quiet', () => {
  it('are the hours and days that the district says, and what is told then is as it is then', async () => {
    await world.configure({ quietHours: { from: '20:00', to: '06:45' }, quietDays: ['friday'] });
    await world.unit('sa-1', HELD);
    await world.night(DATE);
    await world.start();
    await rounds();
    expect(mails.received).toEqual([]);
    world.clock.set(Date.parse('2026-11-19T12:45:00Z'));
    await eventually(() => expect(mails.received).toHaveLength(2));
    world.clock.set(Date.parse('2026-11-20T14:00:00Z'));
    await world.night(nextDay(1));
    await rounds();
    expect(mails.received).toHaveLength(2);
    world.clock.set(Date.parse('2026-11-21T14:00:00Z'));
    await world.night(nextDay(2));
    await eventually(() => expect(to(TEACHER)).toHaveLength(2));
  });
});

describe('an address', () => {
  it('that bounces gets no more, and that is told', async () => {
    mails.faults = { recipients: new Map([[TEACHER, `550 5.1.1 <${TEACHER}> no such user`]]) };
    await world.unit('sa-1', HELD);
    await world.night(DATE);
    await world.start();
    const { notifications } = world.ledger;
    await eventually(async () => expect(await notifications.silenced(DISTRICT)).toHaveLength(1));
    expect(await notifications.silenced(DISTRICT)).toMatchObject([
      { why: 'bounced', recipient: { of: 'staff', userId: 'u-12' }, said: '550 5.1.1 <…> no such user' },
    ]);
    mails.faults = {};
    world.clock.pass(DAY_MS);
    await world.night(nextDay(1));
    await eventually(async () =>
      expect(await world.told()).toContainEqual(expect.objectContaining({ state: 'dropped' })),
    );
    expect(to(TEACHER)).toEqual([]);
  });

  it('unsubscribes with one click, by its own link alone', async () => {
    await world.unit('sa-1', HELD);
    await world.night(DATE);
    const app = await world.start();
    await eventually(() => expect(to(TEACHER)).toHaveLength(1));
    // The first one is folded over several lines.
    const header = /List-Unsubscribe: <([^>]+)>/.exec(to(TEACHER)[0]!.replace(/\r\n[ \t]+/g, ' '))?.[1] ?? '';
    const url = `${app.url}${new URL(header.replaceAll(' ', '')).pathname.slice('/n'.length)}`;
    const looked = await fetch(url);
    expect(looked.status).toBe(200);
    expect(await world.ledger.notifications.silenced(DISTRICT)).toEqual([]);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const clicked = await fetch(url, { method: 'POST', headers, body: 'List-Unsubscribe=One-Click' });
    expect(clicked.status).toBe(200);
    expect(await world.ledger.notifications.silenced(DISTRICT)).toMatchObject([
      { why: 'unsubscribed', recipient: { of: 'staff', userId: 'u-12' } },
    ]);
    expect((await fetch(`${url.slice(0, -6)}AAAAAA`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${app.url}/unsubscribe/x`, { method: 'POST' })).status).toBe(404);
  });
});

describe('a message that could not be sent', () => {
  it('is tried again, each time later, and then once arrives', async () => {
    mails.faults = { data: '451 4.3.0 try later' };
    await world.configure({ teacherDigest: false });
    await world.unit('sa-1', HELD);
    await world.night(DATE);
    await world.start();
    const state = async () => (await world.told())[0];
    await eventually(async () => expect(await state()).toMatchObject({ state: 'planned', attempts: 1 }));
    expect((await state())?.dueAt).toBe(MORNING + 60_000);
    world.clock.pass(60_000);
    await eventually(async () => expect(await state()).toMatchObject({ state: 'planned', attempts: 2 }));
    mails.faults = {};
    world.clock.pass(300_000);
    await eventually(async () => expect(await state()).toMatchObject({ state: 'sent', attempts: 3 }));
    expect(mails.received).toHaveLength(1);
  });

  it('waits where no mail server is set, without an attempt, and goes when one is', async () => {
    await world.configure({ teacherDigest: false });
    await world.unit('sa-1', HELD);
    await world.night(DATE);
    const without = await world.start({ SMTP_URL: null });
    for (let look = 1; look <= 12; look += 1) {
      const dueAt = MORNING + look * 300_000;
      const waits = { state: 'planned', attempts: 0, dueAt, answer: { text: 'no mail server is set (SMTP_URL)' } };
      await eventually(async () => expect(await world.told()).toMatchObject([waits]));
      world.clock.set(dueAt);
    }
    await without.stop();
    world.clock.pass(300_000);
    await world.start();
    await eventually(async () => expect(await world.told()).toMatchObject([{ state: 'sent', attempts: 1 }]));
    expect(mails.received).toHaveLength(1);
  });

  it('has failed in the end', async () => {
    mails.faults = { data: '451 4.3.0 try later' };
    await world.configure({ teacherDigest: false });
    await world.unit('sa-1', HELD);
    await world.night(DATE);
    await world.start();
    await eventually(async () => {
      const [message] = await world.told();
      if (message?.state === 'planned') world.clock.set(message.dueAt!);
      expect(message).toMatchObject({ state: 'failed', attempts: 9, answer: { code: 451 } });
    });
    expect(mails.received).toEqual([]);
  });
});
