import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { webhookSecretOf } from '@passback/service-host';
import { systemClock } from '@passback/service-kit';
import { type RunningConsole, secrets, startConsole } from '../testing/console.fixture.ts';
import { DISTRICT, settingsJson } from '../testing/settings.fixture.ts';
import { importDistricts } from '../testing/import-districts.fixture.ts';

const PATH = `/v1/districts/${DISTRICT}`;
const SECRET = 'a-secret-of-a-webhook';
const URL_OF_ALL = 'https://hooks.example.org/passback';
const TOLD = { admins: ['ada@lincoln.example'], webhooks: [{ url: URL_OF_ALL, secret: SECRET }] };

let console: RunningConsole;
beforeEach(async () => {
  console = await startConsole();
});
afterEach(() => console.stop());

type Json = Record<string, unknown>;

const put = (notifications: unknown) =>
  console.call<Json & { errors: { path: string; message: string }[] }>('PUT', PATH, {
    body: { ...settingsJson(), notifications },
  });
const stored = async () => (await console.ledger.districts.get(DISTRICT))!;

describe('who is told of a district', () => {
  it('has defaults, and secrets that are sealed for their address and never come back', async () => {
    const { status, body } = await put(TOLD);
    expect(status).toBe(200);
    expect(body['notifications']).toEqual({
      ...{ language: 'en', admins: ['ada@lincoln.example'], quietHours: { from: '20:00', to: '06:00' } },
      ...{ quietDays: [], teacherDigest: false, morningBy: '07:00' },
      webhooks: [{ url: URL_OF_ALL, shape: 'json', secretSet: true }],
    });
    const [webhook] = (await stored()).settings.notifications!.webhooks;
    expect(webhook?.secret).toMatch(/^sealed:/);
    expect(secrets.open(webhook!.secret!, webhookSecretOf(DISTRICT, URL_OF_ALL))).toBe(SECRET);
    expect(() => secrets.open(webhook!.secret!, webhookSecretOf(DISTRICT, 'https://else.example/'))).toThrow();
    const audit = await console.call<Json>('GET', `${PATH}/audit`);
    expect(JSON.stringify([body, audit.body])).not.toContain(SECRET);
    expect(JSON.stringify(audit.body)).not.toContain('ada@');
  });

  it('can be put back as it came, stays where it is left out, and is nobody where it is null', async () => {
    await put(TOLD);
    const { body } = await console.call<Json>('GET', PATH);
    const { version } = await stored();
    expect((await console.call('PUT', PATH, { body })).status).toBe(200);
    expect((await put(undefined)).status).toBe(200);
    expect((await stored()).version).toBe(version);
    expect((await put(null)).body).not.toHaveProperty('notifications');
    expect((await stored()).settings.notifications).toBeUndefined();
  });

  it.each([
    [{ admins: ['ada@'] }, 'notifications.admins[0]'],
    [{ admins: ['ada@x.org\r\nBcc: b@x.org'] }, 'notifications.admins[0]'],
    [{ webhooks: [{ url: 'https://10.0.0.1/', secret: SECRET }] }, 'notifications.webhooks[0].url'],
    [{ webhooks: [{ url: 'http://hooks.example.org/', secret: SECRET }] }, 'notifications.webhooks[0].url'],
    [{ webhooks: [{ url: 'https://169.254.169.254/', secret: SECRET }] }, 'notifications.webhooks[0].url'],
    [{ webhooks: [{ url: 'https://a:b@hooks.example.org/', secret: SECRET }] }, 'notifications.webhooks[0].url'],
    [{ webhooks: [{ url: URL_OF_ALL }] }, 'notifications.webhooks[0].secret'],
    [{ webhooks: [{ url: URL_OF_ALL, secret: 'env:PASSBACK_DISTRICT_X' }] }, 'notifications.webhooks[0].secret'],
    [{ webhooks: [{ url: URL_OF_ALL, secret: 'whsec_!!!!!!!!!!!!!!!!!!!!!!!!' }] }, 'notifications.webhooks[0].secret'],
    [{ webhooks: [{ url: URL_OF_ALL, secret: 'whsec_c2hvcnQgc2hvcnQ=' }] }, 'notifications.webhooks[0].secret'],
    [{ webhooks: [...TOLD.webhooks, ...TOLD.webhooks] }, 'notifications.webhooks[1].url'],
    [{ quietHours: { from: '25:00', to: '06:00' } }, 'notifications.quietHours.from'],
    [{ quietDays: ['someday'] }, 'notifications.quietDays[0]'],
    [{ language: 'fr' }, 'notifications.language'],
    [{ teacherDigests: true }, 'notifications.teacherDigests'],
  ])('is refused with %j', async (notifications, field) => {
    const { status, body } = await put(notifications);
    expect(status).toBe(400);
    expect(body.errors.map((error) => error.path)).toContain(field);
  });

  it('keeps a secret for its own address alone', async () => {
    await put(TOLD);
    const elsewhere = { webhooks: [{ url: 'https://else.example.org/' }] };
    expect((await put(elsewhere)).body.errors).toMatchObject([{ path: 'notifications.webhooks[0].secret' }]);
    expect((await put({ webhooks: [{ url: URL_OF_ALL }] })).status).toBe(200);
  });

  it('of the file of districts is not stored anew with every start, nor takes back what a person changed', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'passback-notifications-'));
    const file = path.join(folder, 'districts.json');
    const resources = { ledger: console.ledger, secrets, clock: systemClock };
    const read = async (changes: Json) => {
      await writeFile(file, JSON.stringify([{ ...settingsJson(), ...changes }]));
      await importDistricts(file, resources);
      return stored();
    };
    try {
      const first = await read({ notifications: TOLD });
      expect((await read({ notifications: TOLD })).version).toBe(first.version);
      expect((await put({ ...TOLD, admins: ['bob@lincoln.example'] })).status).toBe(200);
      const later = await read({ notifications: TOLD });
      expect(later.settings.notifications?.admins).toEqual(['bob@lincoln.example']);
      expect((await read({})).settings.notifications?.admins).toEqual(['bob@lincoln.example']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('who was told', () => {
  const recipient = { hash: 'ab'.repeat(32), of: 'staff', userId: 'u-12' } as const;

  it('is told by id, and an address that bounced can be written to again', async () => {
    const { notifications } = console.ledger;
    const about = { districtId: DISTRICT, date: '2026-11-19', channel: 'email', recipient } as const;
    const times = { dueAt: 1_000, expiresAt: 5_000, createdAt: 1_000 };
    await notifications.plan([{ notificationId: 'n1', ...about, content: { title: 'Exam' }, ...times }]);
    await notifications.silence({ districtId: DISTRICT, recipient, why: 'bounced', said: '550 no', at: 2_000 });
    const { body } = await console.call<Json>('GET', `${PATH}/notifications`);
    const to = { id: 'ab'.repeat(6), of: 'staff', userId: 'u-12' };
    expect(body).toEqual({
      items: [
        {
          ...{ notificationId: 'n1', date: '2026-11-19', channel: 'email', to, state: 'planned', attempts: 0 },
          ...{ nextAttemptAt: '1970-01-01T00:00:01.000Z', answer: null },
          ...{ createdAt: '1970-01-01T00:00:01.000Z', changedAt: '1970-01-01T00:00:01.000Z' },
        },
      ],
      cursor: null,
      silenced: [{ to, why: 'bounced', said: '550 no', at: '1970-01-01T00:00:02.000Z' }],
    });
    const resume = (ids: string[]) =>
      console.call<Json>('POST', `${PATH}/notifications/resume`, { body: { ids } }).then((answer) => answer.body);
    expect(await resume(['0123456789ab'])).toEqual({ resumed: 0 });
    expect(await resume([to.id])).toEqual({ resumed: 1 });
    expect(await notifications.silenced(DISTRICT)).toEqual([]);
  });
});
