import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type Ledger, type NotificationSettings, openLedger } from '@passback/ledger';
import { eventually } from '../../libs/service-kit/testing/eventually.fixture.ts';
import { type MailFaults, type MailServer, startMailServer } from './testing/mail-server.fixture.ts';
import { ADMIN, DISTRICT } from './testing/world.fixture.ts';
import { settings } from '../../libs/ledger/contract/records.fixture.ts';
import { recipientHash } from './plan/recipients.ts';

const PROGRAM = path.join(import.meta.dirname, 'testing/run-app.process.fixture.ts');

let mails: MailServer;
let ledger: Ledger;
let folder: string;
let url: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  mails = await startMailServer();
  folder = mkdtempSync(path.join(tmpdir(), 'killed-'));
  url = `sqlite:${path.join(folder, 'ledger.sqlite')}`;
  ledger = await openLedger({ url });
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await ledger.close();
  await mails.stop();
  rmSync(folder, { recursive: true });
});

function startProcess(): ChildProcess {
  const child = spawn(process.execPath, [PROGRAM, url, mails.url], { stdio: 'ignore' });
  children.push(child);
  return child;
}

async function planOne(): Promise<void> {
  const notifications: NotificationSettings = {
    language: 'en',
    ...{ admins: [ADMIN], webhooks: [], quietHours: null, quietDays: [] },
    ...{ teacherDigest: false, morningBy: '07:00' },
  };
  // Created just now: no night of it is to be told of.
  await ledger.districts.put(settings(DISTRICT, { notifications }), { by: 'test', at: Date.now() });
  const recipient = { hash: recipientHash(DISTRICT, 'email', ADMIN), of: 'admins' } as const;
  const about = { districtId: DISTRICT, districtName: 'Lincoln', language: 'en', date: '2026-11-19' };
  const briefing = {
    alerts: [],
    over: [],
    newReasons: [{ code: 'SECTION_NOT_LINKED', units: 1, scores: 2 }],
    weekly: null,
  };
  const times = { dueAt: Date.now(), createdAt: Date.now(), expiresAt: Date.now() + 3_600_000 };
  const content = { ...about, briefing };
  await ledger.notifications.plan([
    {
      notificationId: 'ab'.repeat(32),
      districtId: DISTRICT,
      date: '2026-11-19',
      channel: 'email',
      recipient,
      content,
      ...times,
    },
  ]);
}

const state = async () => (await ledger.notifications.list(DISTRICT, { limit: 1 })).items[0];

async function killedWhile(faults: MailFaults, isReached: () => Promise<void>) {
  mails.faults = faults;
  await planOne();
  const child = startProcess();
  await eventually(isReached);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
  mails.faults = {};
  startProcess();
  await eventually(async () => expect(['sent', 'inDoubt']).toContain((await state())?.state));
  // Time for one more, if there were one.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  return { state: (await state())?.state, received: mails.received.length };
}

it('a process that is killed before the mail began to go: the next one sends it, once', async () => {
  const isInHand = async () => expect(await state()).toMatchObject({ state: 'sending', claim: { isBodyBegun: false } });
  expect(await killedWhile({ hangs: 'recipient' }, isInHand)).toEqual({ state: 'sent', received: 1 });
});

it('a process that is killed between DATA and the answer: the mail is in doubt, and does not go again', async () => {
  const isTaken = async () => expect(mails.received).toHaveLength(1);
  expect(await killedWhile({ hangs: 'data' }, isTaken)).toEqual({ state: 'inDoubt', received: 1 });
});
