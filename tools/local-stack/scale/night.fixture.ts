import path from 'node:path';
import { createDeliveryApp, type DeliverySettings } from '@passback/delivery';
import { type Ledger, openLedger } from '@passback/ledger';
import { type Messaging, openMessaging } from '@passback/messaging';
import { Paces } from '@passback/powerschool';
import { createRulesApp } from '@passback/rules';
import { createLogger, Secrets } from '@passback/service-kit';
import { NIGHT_AT, PERIOD, type ScaleDistrict } from './many-districts.fixture.ts';
import { ScalePowerSchool } from './scale-powerschool.fixture.ts';
import { SimulatedTime } from './simulated-time.fixture.ts';

/** Before the night begins the services are started. */
const BEFORE_MS = 5_000;
/** A night that takes longer is one that does not end. */
const LIMIT_MS = 24 * 60 * 60_000;
const LOOK_EVERY_MS = 1_000;
/** How long the plan of a unit is said to take: other plans wait meanwhile, as they do for one thread. */
export const PLAN_MS_PER_UNIT = 0.2;

/** As a process has them where nobody says otherwise, but for the lanes. */
export const DELIVERY: DeliverySettings = {
  ...{ DELIVERY_ADDRESS: '127.0.0.1:0', DELIVERY_PROBE_PORT: 0, DELIVERY_GROUP: 'passback-delivery' },
  ...{ DELIVERY_LEASE_MS: 10_000, DELIVERY_SLICE_MS: 60_000, DELIVERY_POLL_MS: 1_000 },
  DELIVERY_MAX_LANES: 100,
};
const RULES = {
  ...{ RULES_ADDRESS: '127.0.0.1:0', RULES_PROBE_PORT: 0, RULES_GROUP: 'passback-rules', RULES_TICK_MS: 1_000 },
  ...{ GRADING_PERIODS_ADDRESS: '127.0.0.1:1', READ_BACK_DAYS: 14, READ_BACK_SHARE: 0.1 },
};

export interface Night {
  readonly powerSchool: ScalePowerSchool;
  readonly ledger: Ledger;
  /** From its begin to the last run's end, simulated. */
  readonly tookMs: number;
  close(): Promise<void>;
}

/**
 * One night of all districts by the real rules and delivery services, over the ledger file in `folder`, in simulated time. `onStep` is told
 * how many units were planned and written so far, whenever time moved on or a page of a plan was stored. Throws where the night does not end.
 */
export async function playNight(
  folder: string,
  districts: readonly ScaleDistrict[],
  lanes: number,
  onStep: (unitsDone: number) => void,
): Promise<Night> {
  const clock = new SimulatedTime(NIGHT_AT - BEFORE_MS);
  const ledger = await openLedger({ url: `sqlite:${path.join(folder, 'ledger.db')}`, leaseClock: () => clock.now() });
  const messaging = await openMessaging({ url: `embedded:${path.join(folder, 'messaging')}`, clientId: 'scale' });
  const powerSchool = new ScalePowerSchool(districts);
  let planned = 0;
  const step = (): void => onStep(planned + powerSchool.unitsWritten);
  const onPlanned = (units: number): void => {
    planned += units;
    step();
  };
  const resources = {
    ledger: ledgerInTime(ledger, clock, onPlanned),
    messaging: messagingInTime(messaging, clock),
    ...{ clock, logger: createLogger('scale', process.env['SPEC_LOG'] ?? 'warn') },
    secrets: new Secrets(Buffer.alloc(32, 1), { PASSBACK_DISTRICT_SECRET: 'secret' }),
  };
  const rules = createRulesApp(RULES, resources, {
    askGradingPeriod: async () => ({ kind: 'current', period: PERIOD }),
  });
  const delivery = createDeliveryApp({ ...DELIVERY, DELIVERY_MAX_LANES: lanes }, resources, {
    createGradebook: powerSchool.createGradebook,
    paces: new Paces({ clock, sharing: { time: resources.ledger.paces, logger: resources.logger } }),
  });
  await clock.standingStill(() => delivery.start());
  await clock.standingStill(() => rules.start());
  await clock.pass(untilOver(ledger, powerSchool, districts, clock), step);
  const tookMs = clock.now() - NIGHT_AT;
  await clock.pass(Promise.all([rules.stop(), delivery.stop()]), () => undefined);
  return {
    ...{ powerSchool, ledger, tookMs },
    close: async () => {
      await messaging.stop();
      await ledger.close();
    },
  };
}

async function untilOver(
  ledger: Ledger,
  powerSchool: ScalePowerSchool,
  districts: readonly ScaleDistrict[],
  clock: SimulatedTime,
): Promise<void> {
  const units = districts.reduce((sum, district) => sum + district.units, 0);
  for (;;) {
    await clock.sleep(LOOK_EVERY_MS);
    const unfinished = powerSchool.unitsWritten < units ? null : (await ledger.runs.unfinished(1)).length;
    if (unfinished === 0) return;
    if (clock.now() - NIGHT_AT > LIMIT_MS)
      throw new Error(`the night does not end: ${powerSchool.unitsWritten} of ${units} units are written`);
  }
}

/** Time stands still while the ledger works, but that units are planned by one thread. */
function ledgerInTime(ledger: Ledger, clock: SimulatedTime, onPlanned: (units: number) => void): Ledger {
  let thread = Promise.resolve();
  const still = allStandingStill(ledger, clock);
  const { recordEvaluations } = still.sectionAssessments;
  const planning: typeof recordEvaluations = async (writes) => {
    thread = thread.then(() => clock.sleep(writes.length * PLAN_MS_PER_UNIT));
    await thread;
    const result = await recordEvaluations(writes);
    onPlanned(writes.length);
    return result;
  };
  return { ...still, sectionAssessments: { ...still.sectionAssessments, recordEvaluations: planning } };
}

function messagingInTime(messaging: Messaging, clock: SimulatedTime): Messaging {
  return {
    ensureTopics: (topics) => clock.standingStill(() => messaging.ensureTopics(topics)),
    produce: (topic, messages) => clock.standingStill(() => messaging.produce(topic, messages)),
    consume: (topic, options) => clock.standingStill(() => messaging.consume(topic, options)),
    lag: (group, topics) => clock.standingStill(() => messaging.lag(group, topics)),
    waitUntilConsumed: (group, topics, ms) => clock.standingStill(() => messaging.waitUntilConsumed(group, topics, ms)),
    check: () => messaging.check(),
    stop: () => messaging.stop(),
  };
}

/** The same stores, of which every call is one in which time stands still. */
function allStandingStill<Stores extends object>(stores: Stores, clock: SimulatedTime): Stores {
  const entries = Object.entries(stores).map(([name, part]: [string, unknown]) => {
    if (typeof part === 'object' && part !== null) return [name, allStandingStill(part, clock)];
    if (typeof part !== 'function') return [name, part];
    const call = part as (...args: unknown[]) => Promise<unknown>;
    return [name, (...args: unknown[]) => clock.standingStill(() => call(...args))];
  });
  return Object.fromEntries(entries) as Stores;
}
