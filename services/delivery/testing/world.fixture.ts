import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type DeliveryOutcome, topics } from '@passback/contracts';
import { RETRY_POLICY, type RetryPolicy, type UnitRecord } from '@passback/domain';
import { type AttemptRecord, type DistrictSettings, fileMemory, type Ledger, openLedger } from '@passback/ledger';
import { type Messaging, openMessaging } from '@passback/messaging';
import { type Clock, Secrets } from '@passback/service-kit';
import { pino } from 'pino';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { createDeliveryApp, type DeliveryApp, type DeliveryParts, type DeliverySettings } from '../index.ts';
import { MovableClock } from './clock.fixture.ts';
import { FakePowerSchool } from './fake-powerschool.fixture.ts';
import { DISTRICT, districtSettings, type NightOptions, takeIn, type UnitSketch } from './units.fixture.ts';

export const LEASE_MS = 2_000;
/** Waits that a test does not have to sit through; the wait for a create that may still come is that of production, in short timeouts. */
export const FAST_RETRY: RetryPolicy = { ...RETRY_POLICY, delaysMs: [5, 5, 5, 5, 5], throttledDelayMs: 5 };
export const FAST_CIRCUIT = { connectionFailures: 5, firstProbeMs: 20, longestProbeMs: 200 };

/** One process of the delivery service. */
export interface RunningApp {
  readonly app: DeliveryApp;
  /** Ends it as SIGKILL would: from now on it reaches neither ledger nor broker. */
  kill(): void;
  /** The same process reaches them again: it was only cut off. */
  revive(): void;
  stop(): Promise<void>;
}

/** Of every district of these tests the client's secret is `secret`. */
export function secrets(): Secrets {
  return new Secrets(Buffer.alloc(32, 1), { PASSBACK_DISTRICT_SECRET: 'secret' });
}

/** SQLite in memory; with `TEST_LEDGER_URL=mongodb://host:port` a database of its own there, so that all of this holds on both. */
function ledgerUrl(): string {
  const server = process.env['TEST_LEDGER_URL'] ?? '';
  return server === '' ? 'sqlite::memory:' : `${server}/delivery-${randomUUID()}`;
}

/** A ledger, a broker and a PowerSchool, and any number of delivery processes on them. */
export class World {
  readonly clock: MovableClock;
  readonly sis = new FakePowerSchool();
  readonly logs: Record<string, unknown>[] = [];
  readonly outcomes: DeliveryOutcome[] = [];
  readonly #apps = new Set<RunningApp>();
  readonly ledger: Ledger;
  readonly messaging: Messaging;
  readonly #folder: string;
  #isClosed = false;

  /** Attempts of a unit, newest first, once there is one: they are stored just after the outcome. */
  attempts(sectionAssessmentId: string): Promise<AttemptRecord[]> {
    return eventually(async () => {
      const attempts = await this.ledger.attempts.list(DISTRICT, sectionAssessmentId, 20);
      if (attempts.length === 0) throw new Error(`no attempt of ${sectionAssessmentId} yet`);
      return attempts;
    });
  }

  private constructor(clock: MovableClock, ledger: Ledger, messaging: Messaging, folder: string) {
    this.clock = clock;
    this.ledger = ledger;
    this.messaging = messaging;
    this.#folder = folder;
  }

  static async open(url = ledgerUrl()): Promise<World> {
    const folder = mkdtempSync(path.join(tmpdir(), 'passback-delivery-'));
    const messaging = await openMessaging({ url: `embedded:${folder}`, clientId: 'test' });
    const clock = new MovableClock();
    const ledger = await openLedger({ url, leaseClock: () => clock.leaseNow() });
    const world = new World(clock, ledger, messaging, folder);
    await messaging.ensureTopics([topics.deliveries, topics.outcomes]);
    await messaging.consume(topics.outcomes, {
      group: 'test',
      maxBatch: 100,
      handle: async (messages) => {
        world.outcomes.push(...messages.map(({ value }) => value));
        return undefined;
      },
    });
    await world.putSettings(districtSettings());
    return world;
  }

  /** As the operator's file gives them: the secret may stand in the environment, and PowerSchool be on this machine. */
  async putSettings(settings: DistrictSettings): Promise<void> {
    await this.ledger.districts.put(settings, { by: 'file', at: this.clock.now(), file: fileMemory(settings) });
  }

  /** Takes in what Otus has, and makes due what has work. */
  async night(
    sketches: readonly UnitSketch[],
    options: Partial<NightOptions> & { districtId?: string; asked?: boolean } = {},
  ) {
    const { districtId = DISTRICT, asked = false, ...others } = options;
    const record = await this.ledger.districts.get(districtId);
    await takeIn(this.ledger, districtId, sketches, {
      now: this.clock.now(),
      ...(record !== null && { settings: record.settings, settingsVersion: record.version }),
      ...others,
    });
    const message = { districtId, runId: others.runId ?? 'night-1', units: [], asked };
    await this.messaging.produce(topics.deliveries, [{ key: districtId, value: message }]);
  }

  /** `clock`: the process' own, where it is not that of all. */
  async start(
    parts: DeliveryParts = {},
    settings: Partial<DeliverySettings> = {},
    clock: Clock = this.clock,
  ): Promise<RunningApp> {
    const life = { isDead: false };
    const logger = pino({ level: 'info' }, { write: (line: string) => this.logs.push(JSON.parse(line)) });
    const app = createDeliveryApp(
      {
        DELIVERY_ADDRESS: '127.0.0.1:0',
        DELIVERY_PROBE_PORT: 0,
        DELIVERY_LEASE_MS: LEASE_MS,
        DELIVERY_MAX_LANES: 100,
        DELIVERY_SLICE_MS: 60_000,
        DELIVERY_POLL_MS: 50,
        DELIVERY_GROUP: 'passback-delivery',
        ...settings,
      },
      {
        ledger: mortal(this.ledger, life),
        messaging: mortal(this.messaging, life),
        secrets: secrets(),
        clock,
        logger,
        operator: { allowedHosts: new Set(['127.0.0.1']), isDemo: false },
      },
      {
        createGradebook: this.sis.createGradebook,
        retry: FAST_RETRY,
        circuit: FAST_CIRCUIT,
        random: () => 0.5,
        ...parts,
      },
    );
    const running: RunningApp = {
      app,
      kill: () => {
        life.isDead = true;
      },
      revive: () => {
        life.isDead = false;
      },
      stop: async () => {
        this.#apps.delete(running);
        await app.stop();
      },
    };
    this.#apps.add(running);
    await app.start();
    return running;
  }

  async unit(sectionAssessmentId: string, districtId = DISTRICT): Promise<UnitRecord> {
    const [record] = await this.ledger.sectionAssessments.load(districtId, [sectionAssessmentId]);
    if (record === undefined) throw new Error(`${sectionAssessmentId} is not in the ledger`);
    return record;
  }

  /** Waits until nothing of the district is due or in hand. */
  async settled(districtId = DISTRICT): Promise<void> {
    await eventually(async () => {
      const open = await this.#open(districtId);
      if (open.length > 0) throw new Error(`${open.length} units of ${districtId} are still open`);
    });
  }

  /** The same, with time moved on whenever all that is open only waits for its time. */
  async settledPastWaits(districtId = DISTRICT): Promise<void> {
    await eventually(() => this.expectSettledPastWaits(districtId));
  }

  /** Throws while that is not so, once time was moved on. */
  async expectSettledPastWaits(districtId = DISTRICT): Promise<void> {
    const open = await this.#open(districtId);
    if (open.length === 0) return;
    const waits = open.map(({ delivery: { claim, dueAt } }) => (claim === null ? (dueAt ?? 0) - this.clock.now() : 0));
    if (Math.min(...waits) > 0) this.clock.advance(Math.min(...waits));
    throw new Error(`${open.length} units of ${districtId} are still open`);
  }

  /** Units that are due or in hand. */
  async #open(districtId: string): Promise<UnitRecord[]> {
    const units = await this.ledger.sectionAssessments.scan(districtId, { limit: 1_000 });
    return units.filter(({ delivery }) => delivery.dueAt !== null || delivery.claim !== null);
  }

  /** Waits until the district's circuit is open; its code. */
  async circuitOpened(districtId = DISTRICT): Promise<string | null> {
    return eventually(async () => {
      const lane = await this.ledger.lanes.get(districtId);
      if (lane?.circuit.state !== 'open') throw new Error(`the circuit of ${districtId} is not open`);
      return lane.circuit.code;
    });
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await Promise.all([...this.#apps].map((running) => running.stop()));
    await this.messaging.stop();
    await this.ledger.close();
    await rm(this.#folder, { recursive: true, force: true });
    if (this.clock.sleeping > 0) throw new Error(`${this.clock.sleeping} timers outlived the processes`);
  }
}

/** The same, until the process is dead: then every call fails. */
function mortal<R extends object>(resource: R, life: { isDead: boolean }): R {
  const wrap = <T extends object>(part: T): T =>
    new Proxy(part, {
      get: (target, key, receiver) => {
        const value: unknown = Reflect.get(target, key, receiver);
        if (typeof value === 'function')
          return async (...args: unknown[]) => {
            if (life.isDead) throw new Error('killed');
            return value.apply(target, args);
          };
        return typeof value === 'object' && value !== null ? wrap(value) : value;
      },
    });
  return wrap(resource);
}

/** A gate that holds calls back until it is opened. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
