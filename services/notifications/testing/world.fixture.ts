import {
  type EvaluationWrite,
  type Ledger,
  type NotificationRecord,
  openLedger,
  type RunRecord,
} from '@passback/ledger';
import type { DistrictSettings, NotificationSettings } from '@passback/ledger';
import type { Messaging } from '@passback/messaging';
import { staffEmailOf } from '@passback/service-host';
import { type Clock, createLogger, Secrets } from '@passback/service-kit';
import { evaluation, otusPart, run, settings } from '../../../libs/ledger/contract/records.fixture.ts';
import { createNotificationsApp, type NotificationsApp, type NotificationsSettings } from '../index.ts';

export const DISTRICT = 'lincoln';
/** 2026-11-19 06:30 in Chicago: the night of 01:00 is over, the quiet hours too, and it is not 07:00 yet. */
export const MORNING = Date.parse('2026-11-19T12:30:00Z');
export const DATE = '2026-11-19';
export const ADMIN = 'admin@school.example';
export const TEACHER = 'teacher@school.example';
const DAY_MS = 24 * 60 * 60 * 1_000;

const secrets = new Secrets(Buffer.alloc(32, 7), {});

/** Time that passes as it does, from whatever it is set to. */
class SetClock implements Clock {
  #now = MORNING;
  now(): number {
    return this.#now;
  }
  monotonic(): number {
    return performance.now();
  }
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted === true) return resolve();
      const timer = setTimeout(resolve, Math.min(ms, 20));
      signal?.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
    });
  }
  set(now: number): void {
    this.#now = now;
  }
  pass(ms: number): void {
    this.#now += ms;
  }
}

/** A broker that nobody says anything through. */
const silentBroker = {
  check: async () => undefined,
  ensureTopics: async () => undefined,
  consume: async () => ({ trouble: () => null, stop: async () => undefined }),
} as unknown as Messaging;

/** `SMTP_URL: null`: none is set. */
type Changes = Partial<Omit<NotificationsSettings, 'SMTP_URL'>> & { readonly SMTP_URL?: null };

export interface World {
  readonly ledger: Ledger;
  readonly clock: SetClock;
  /** Starts another process of the service on the same ledger; `ledger`: as it sees it. */
  start(changes?: Changes, ledger?: Ledger): Promise<NotificationsApp>;
  configure(changes: Partial<NotificationSettings>, district?: Partial<DistrictSettings>): Promise<void>;
  night(date: string, changes?: Partial<RunRecord>): Promise<void>;
  unit(id: string, changes: UnitSketch): Promise<void>;
  told(): Promise<readonly NotificationRecord[]>;
  close(): Promise<void>;
}

interface UnitSketch {
  readonly reasons?: EvaluationWrite['decision']['reasons'];
  readonly title?: string;
  readonly school?: string;
  readonly assignedBy?: string;
  readonly state?: EvaluationWrite['summary']['state'];
}

export async function openWorld(mailUrl: string): Promise<World> {
  const ledger = await openLedger({ url: 'sqlite::memory:' });
  const clock = new SetClock();
  const apps: NotificationsApp[] = [];
  const world: World = {
    ledger,
    clock,
    async start({ SMTP_URL: url, ...changes } = {}, seen = ledger) {
      const own: NotificationsSettings = {
        ...{ NOTIFICATIONS_PORT: 0, NOTIFICATIONS_HOST: '127.0.0.1', NOTIFICATIONS_GROUP: 'test' },
        ...(url !== null && { SMTP_URL: mailUrl }),
        ...{ SMTP_TLS: 'off', MAIL_FROM: 'passback@otus.example', OPERATOR_EMAILS: '' },
        ...{ MESSAGES_PER_MINUTE: 10_000, NOTIFICATIONS_POLL_MS: 50, NOTIFICATIONS_LEASE_MS: 60_000 },
        HELD_MEASURED_MS: 300_000,
        ...{ NOTIFICATION_RETENTION_DAYS: 400, CONSOLE_PUBLIC_URL: 'https://passback.example' },
        NOTIFICATIONS_PUBLIC_URL: 'https://passback.example/n',
        ...changes,
      };
      const logger = createLogger('notifications', 'silent');
      const operator = { allowedHosts: new Set(['127.0.0.1']), isDemo: false };
      const resources = { ledger: seen, messaging: silentBroker, secrets, clock, logger, operator };
      const app = createNotificationsApp(own, resources, { env: {}, random: () => 0 });
      await app.start();
      apps.push(app);
      return app;
    },
    async configure(changes, district = {}) {
      const notifications = { ...TOLD, ...changes };
      await ledger.districts.put(settings(DISTRICT, { notifications, ...district }), {
        by: 'test',
        at: MORNING - DAY_MS,
      });
    },
    async night(date, changes = {}) {
      const record = run(DISTRICT, `night-${date}`, { date, reasons: {}, state: 'finished', ...changes });
      await ledger.runs.open(record);
    },
    async unit(id, sketch) {
      await ledger.sectionAssessments.recordEvaluations([unitWrite(id, sketch)]);
    },
    async told() {
      return (await ledger.notifications.list(DISTRICT, { limit: 200 })).items;
    },
    async close() {
      await Promise.all(apps.map((app) => app.stop()));
      await ledger.close();
    },
  };
  await world.configure({});
  await ledger.staff.put({ districtId: DISTRICT, revision: 1, staff: STAFF });
  return world;
}

const TOLD: NotificationSettings = {
  ...{ language: 'en', admins: [ADMIN], webhooks: [], quietHours: { from: '20:00', to: '06:00' }, quietDays: [] },
  ...{ teacherDigest: true, morningBy: '07:00' },
};

const STAFF = [
  { userId: 'u-12', sisUserId: '8301', email: TEACHER },
  { userId: 'u-13', sisUserId: '8302', email: undefined },
].map(({ email, ...member }) => ({
  ...{ ...member, role: 'teacher', inPassbackGroup: true },
  ...(email !== undefined && { sealedEmail: secrets.seal(email, staffEmailOf(DISTRICT, member.userId)) }),
})) as never;

/** A unit of one student whose score waits for what holds the unit. */
function unitWrite(
  id: string,
  { reasons = [], title = `Exam ${id}`, school = '100', ...sketch }: UnitSketch,
): EvaluationWrite {
  const { assignedBy = 'u-12', state = 'held' } = sketch;
  const otus = otusPart(id);
  const { snapshot } = otus;
  const base = evaluation(DISTRICT, id);
  const scores = snapshot.scores.map(({ scoreId, studentId, sisStudentId }) => ({
    ...{ scoreId, studentId, sisStudentId, verdict: 'hold', points: null, notices: [] },
    reasons: reasons.map(({ code }) => ({ code })),
  }));
  return {
    ...base,
    otus: {
      ...otus,
      snapshot: { ...snapshot, title, assignedBy, section: { ...snapshot.section, sisSchoolId: school } },
    },
    decision: { ...base.decision, verdict: 'hold', reasons, scores: scores as never },
    summary: { state, reasons: reasons.map(({ code }) => code), causes: [] },
  };
}
