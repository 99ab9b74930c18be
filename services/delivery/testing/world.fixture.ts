import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DeliveryOutcome, topics } from '@passback/contracts';
import type { UnitRecord } from '@passback/domain';
import { type DistrictSettings, type Ledger, openLedger } from '@passback/ledger';
import type { Messaging, OutgoingMessage } from '@passback/messaging';
import { Secrets } from '@passback/service-kit';
import { pino } from 'pino';
import { createDeliveryApp, type DeliveryApp, type DeliveryParts, type DeliverySettings } from '../index.ts';
import { MovableClock } from './clock.fixture.ts';
import { FakePowerSchool } from './fake-powerschool.fixture.ts';
import { DISTRICT, districtSettings, type NightOptions, takeIn, type UnitSketch } from './units.fixture.ts';

export const LEASE_MS = 2_000;
/** Waits that a test does not have to sit through. */
export const FAST_RETRY = { delaysMs: [5, 5, 5, 5, 5], maxAttempts: 6, throttledDelayMs: 5 };
export const FAST_CIRCUIT = { connectionFailures: 5, firstProbeMs: 20, longestProbeMs: 200 };

/** One process of the delivery service. */
export interface RunningApp {
  readonly app: DeliveryApp;
  /** Ends it as SIGKILL would: from now on it reaches neither ledger nor broker. */
  kill(): void;
  stop(): Promise<void>;
}

/** A ledger, a broker and a PowerSchool, and any number of delivery processes on them. */
export class World {
  readonly clock = new MovableClock();
  readonly sis = new FakePowerSchool();
  readonly logs: Record<string, unknown>[] = [];
  readonly outcomes: DeliveryOutcome[] = [];
  readonly #apps = new Set<RunningApp>();
  readonly ledger: Ledger;
  #wakeUps: ((districtId: string) => void)[] = [];

  private constructor(ledger: Ledger) {
    this.ledger = ledger;
  }

  static async open(): Promise<World> {
    const world = new World(await openLedger({ url: 'sqlite::memory:' }));
    await world.putSettings(districtSettings());
    return world;
  }

  async putSettings(settings: DistrictSettings): Promise<void> {
    await this.ledger.districts.put(settings, { by: 'test', at: this.clock.now() });
  }

  /** Takes in what Otus has, and makes due what has work. */
  async night(sketches: readonly UnitSketch[], options: Partial<NightOptions> & { districtId?: string } = {}) {
    const { districtId = DISTRICT, ...others } = options;
    const record = await this.ledger.districts.get(districtId);
    await takeIn(this.ledger, districtId, sketches, {
      now: this.clock.now(),
      ...(record !== null && { settings: record.settings, settingsVersion: record.version }),
      ...others,
    });
    for (const wake of this.#wakeUps) wake(districtId);
  }

  async start(parts: DeliveryParts = {}, settings: Partial<DeliverySettings> = {}): Promise<RunningApp> {
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
        messaging: this.#messaging(life),
        secrets: new Secrets(Buffer.alloc(32, 1), { PS_SECRET: 'secret' }),
        clock: this.clock,
        logger,
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
      const units = await this.ledger.sectionAssessments.scan(districtId, { limit: 1_000 });
      const open = units.filter(({ delivery }) => delivery.dueAt !== null || delivery.claim !== null);
      if (open.length > 0) throw new Error(`${open.length} units of ${districtId} are still open`);
    });
  }

  async close(): Promise<void> {
    for (const running of [...this.#apps]) {
      if (running.app !== undefined) await running.stop();
    }
    await this.ledger.close();
  }

  #messaging(life: { isDead: boolean }): Messaging {
    const produce = async (_topic: unknown, messages: readonly OutgoingMessage<unknown>[]): Promise<void> => {
      if (life.isDead) throw new Error('killed');
      this.outcomes.push(...messages.map(({ value }) => value as DeliveryOutcome));
    };
    const unused = (): never => {
      throw new Error('not used here');
    };
    return {
      ensureTopics: async () => undefined,
      produce,
      consume: async (_topic, { handle }) => {
        const wake = (districtId: string): void => {
          const value = { districtId, runId: 'night-1', units: [] } as never;
          void handle(
            [{ key: districtId, value, headers: {}, partition: 0, offset: '0' }],
            new AbortController().signal,
          );
        };
        this.#wakeUps.push(wake);
        return {
          trouble: () => null,
          stop: async () => {
            this.#wakeUps = this.#wakeUps.filter((one) => one !== wake);
          },
        };
      },
      lag: unused,
      waitUntilConsumed: unused,
      check: async () => undefined,
      stop: async () => undefined,
    };
  }
}

export type OutcomeTopic = typeof topics.outcomes;

/** The same ledger, until the process is dead: then every call fails. */
function mortal(ledger: Ledger, life: { isDead: boolean }): Ledger {
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
  return wrap(ledger);
}

const PATIENCE_MS = 20_000;

/** Tries until it no longer throws; throws the last error when patience ends. */
export async function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

/** A folder of its own, removed at the end. */
export function temporaryFolder(): { folder: string; remove(): Promise<void> } {
  const folder = mkdtempSync(path.join(tmpdir(), 'passback-delivery-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
