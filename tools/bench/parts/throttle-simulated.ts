import { requestDelivery } from '@passback/domain';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createDeliveryApp, type DeliverySettings } from '@passback/delivery';
import { LEDGER_LIMITS, type Ledger } from '@passback/ledger';
import { Paces } from '@passback/powerschool';
import { openResources, type ServiceResources } from '@passback/service-host';
import { type PowerSchoolSimulator, startPowerSchool } from '@passback/simulators';
import type { BenchContext } from '../bench-context.ts';
import type { BenchDistrict } from '../district/bench-district.ts';
import { CLIENT } from '../district/districts-file.ts';
import { powerSchoolRosterOf } from '../district/powerschool-roster.ts';
import { formatNumber } from '../measure/figure.ts';
import { introduce } from '../system/decisions.ts';
import { PassbackApi } from '../system/passback-api.ts';
import { SimulatedClock } from '../system/simulated-clock.ts';
import { ingest } from './ingest.ts';
import { ALL_SCORES_CHANGED, type Drained, INTERVAL_MS } from './throttled-night.ts';

const NIGHT_LIMIT_MS = 180_000;
const DRAIN_LIMIT_MS = 120_000;
/** Turns of the event loop in which nothing happens before time moves on: a request is on its way for one or two. */
const QUIET_TURNS = 12;
/** The ledger is asked whether all is done this often. */
const ASK_EVERY_MS = 100;

const DELIVERY_SETTINGS: DeliverySettings = {
  DELIVERY_ADDRESS: '127.0.0.1:0',
  DELIVERY_PROBE_PORT: 0,
  DELIVERY_LEASE_MS: 30_000,
  DELIVERY_MAX_LANES: 1,
  DELIVERY_SLICE_MS: 3_600_000,
  DELIVERY_POLL_MS: 50,
  DELIVERY_GROUP: 'passback-delivery',
};

/**
 * A night behind the throttle in simulated time: the delivery service in this process, over real HTTP, with the pace kept and
 * enforced by one clock that moves on only when nothing else is left to do. What was before that night happens in real time.
 */
export async function drainInSimulatedTime(context: BenchContext, units: number): Promise<Drained> {
  const clock = new SimulatedClock(Date.now());
  const district = context.newDistrict(units);
  const simulator = await startPowerSchool({ ...CLIENT, clock, timeZone: 'UTC' });
  try {
    simulator.gradebook.seed(powerSchoolRosterOf(district));
    const folder = await changeAllScores(context, district, simulator.url);
    const resources = await openResources(
      'bench',
      {
        DATA_DIR: folder,
        LEDGER_URL: `sqlite:${folder}/ledger.sqlite`,
        MESSAGING_URL: `embedded:${folder}/messaging`,
        LOG_LEVEL: 'error',
      },
      {},
    );
    try {
      const drained = await deliverThrottled(resources, simulator, clock, district);
      context.say(`simulated time: ${formatNumber(units)} units in ${formatNumber(drained.seconds)} s`);
      return drained;
    } finally {
      await resources.close();
    }
  } finally {
    await simulator.stop();
  }
}

/** The first night, and then a day on which every score changed; gives the folder in which the stopped system left its data. */
async function changeAllScores(context: BenchContext, district: BenchDistrict, baseUrl: string): Promise<string> {
  await using system = await context.startSystem('embedded', [{ district, powerschool: { baseUrl } }]);
  const ledger = await system.openLedger();
  const api = new PassbackApi(system);
  try {
    await introduce(api, ledger, [district]);
    await ingest(api, ledger, district);
    const runId = await api.startRun(district.districtId);
    await api.untilFinished(district.districtId, runId, NIGHT_LIMIT_MS);
    await ingest(api, ledger, district, ALL_SCORES_CHANGED);
    return system.folder;
  } catch (error) {
    throw new Error(`${String(error)}\n${system.output()}`, { cause: error });
  } finally {
    await ledger.close();
  }
}

async function deliverThrottled(
  resources: ServiceResources,
  simulator: PowerSchoolSimulator,
  clock: SimulatedClock,
  district: BenchDistrict,
): Promise<Drained> {
  const { ledger } = resources;
  await keepInterval(ledger, district);
  await makeAllDue(ledger, district);
  simulator.requests.clear();
  simulator.throttle.set(INTERVAL_MS);
  const traffic = { begun: 0, ended: 0 };
  simulator.onRequest('*', 'before', () => void (traffic.begun += 1));
  simulator.onRequest('*', 'after', () => void (traffic.ended += 1));
  const delivery = createDeliveryApp(DELIVERY_SETTINGS, resources, { paces: new Paces({ clock }) });
  await delivery.start();
  try {
    await passTime(clock, traffic, () => isInSync(ledger, district));
  } finally {
    await delivery.stop();
  }
  const throttle = simulator.throttle.counts();
  const { reads, writes, tokens } = simulator.requests.counters();
  const seconds = ((throttle.lastPermittedAt ?? 0) - (throttle.firstPermittedAt ?? 0)) / 1_000;
  return { units: district.units, calls: reads + writes + tokens, seconds, throttle };
}

async function keepInterval(ledger: Ledger, { districtId }: BenchDistrict): Promise<void> {
  const district = await ledger.districts.get(districtId);
  if (district === null) throw new Error(`${districtId} is not there`);
  const powerschool = { ...district.settings.powerschool, minIntervalMs: INTERVAL_MS };
  await ledger.districts.put({ ...district.settings, powerschool }, { by: 'bench', at: Date.now() });
}

/** As the plan of a run does it. */
async function makeAllDue(ledger: Ledger, { districtId }: BenchDistrict): Promise<void> {
  const limit = LEDGER_LIMITS.unitsPerWrite;
  const now = Date.now();
  for (let after: string | undefined, more = true; more;) {
    const from = after === undefined ? {} : { after };
    const records = await ledger.sectionAssessments.scan(districtId, { limit, ...from });
    await ledger.sectionAssessments.recordEvaluations(
      records.map(({ sectionAssessmentId, version, decision, summary, delivery }) => ({
        ...{ districtId, sectionAssessmentId, decision, summary },
        expectedVersion: version,
        changedAt: now,
        delivery: requestDelivery(delivery, { dueAt: now, runId: 'bench', redrive: false }),
      })),
    );
    after = records.at(-1)?.sectionAssessmentId;
    more = records.length === limit;
  }
}

async function isInSync(ledger: Ledger, { districtId, units }: BenchDistrict): Promise<boolean> {
  return (await ledger.sectionAssessments.countByState(districtId)).inSync === units;
}

/** Lets time jump whenever no request is under way and the event loop is quiet, until `isDone`. */
async function passTime(
  clock: SimulatedClock,
  traffic: Readonly<{ begun: number; ended: number }>,
  isDone: () => Promise<boolean>,
): Promise<void> {
  const end = performance.now() + DRAIN_LIMIT_MS;
  let askAt = 0;
  let [quietTurns, begunBefore] = [0, 0];
  while (performance.now() < end) {
    await nextTurn();
    if (performance.now() >= askAt) {
      if (await isDone()) return;
      askAt = performance.now() + ASK_EVERY_MS;
    }
    const isQuiet = traffic.begun === begunBefore && traffic.begun === traffic.ended;
    begunBefore = traffic.begun;
    quietTurns = isQuiet ? quietTurns + 1 : 0;
    if (quietTurns >= QUIET_TURNS) {
      clock.jump();
      quietTurns = 0;
    }
  }
  throw new Error(`not all was delivered after ${DRAIN_LIMIT_MS} ms of real time`);
}
