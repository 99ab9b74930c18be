import type { BenchContext } from '../bench-context.ts';
import { SCORES_PER_UNIT } from '../district/bench-district.ts';
import { powerSchoolRosterOf } from '../district/powerschool-roster.ts';
import { atLeast, exactly, type Figure, formatNumber } from '../measure/figure.ts';
import { introduce } from '../system/decisions.ts';
import { PassbackApi } from '../system/passback-api.ts';
import { SimulatedPowerSchool } from '../system/simulated-powerschool.ts';
import { ingest } from './ingest.ts';
import { runNight } from './night.ts';
import { ALL_SCORES_CHANGED, type Drained, INTERVAL_MS } from './throttled-night.ts';
import { drainInSimulatedTime } from './throttle-simulated.ts';

/** In real time a 20th of the district: at 50 ms a call that is ten seconds of the default 4,000 units. */
const REAL_TIME_SHARE = 20;
const NIGHT_LIMIT_MS = 600_000;
const LEAST_SHARE_OF_RATE = 0.95;

/** (d) every score of a district changed, against a PowerSchool that takes a request each 50 ms: in simulated and in real time. */
export async function measureThrottle(context: BenchContext): Promise<Figure[]> {
  const { units, compare } = context.options;
  // Simulated time is in this process, and so are the services in it: always those of this version.
  const simulated = compare === null ? [await drainInSimulatedTime(context, units)] : [];
  const real = await drainInRealTime(context, Math.ceil(units / REAL_TIME_SHARE));
  return [...simulated.flatMap((drained) => figuresOf('simulated time', drained)), ...figuresOf('real time', real)];
}

async function drainInRealTime(context: BenchContext, units: number): Promise<Drained> {
  const district = context.newDistrict(units);
  await using powerschool = await SimulatedPowerSchool.start();
  await powerschool.seed(powerSchoolRosterOf(district));
  await using system = await context.startSystem('embedded', [{ district, powerschool: { baseUrl: powerschool.url } }]);
  const ledger = await system.openLedger();
  const api = new PassbackApi(system);
  try {
    await introduce(api, ledger, [district]);
    await ingest(api, ledger, district);
    await runNight(api, powerschool, district, units);
    await ingest(api, ledger, district, ALL_SCORES_CHANGED);
    await api.putSettings(district, { baseUrl: powerschool.url, minIntervalMs: INTERVAL_MS });
    await powerschool.throttle(INTERVAL_MS);
    const { seconds, calls } = await runNight(api, powerschool, district, units, { limitMs: NIGHT_LIMIT_MS });
    context.say(`real time: ${formatNumber(units)} units in ${formatNumber(seconds)} s`);
    const throttle = await powerschool.throttleCounts();
    return { units, calls: calls.reads + calls.writes + calls.tokens, seconds, throttle };
  } catch (error) {
    throw new Error(`${String(error)}\n${system.output()}`, { cause: error });
  } finally {
    await ledger.close();
  }
}

function figuresOf(time: string, { units, calls, seconds, throttle }: Drained): Figure[] {
  const figure = (what: string, value: number, more: Partial<Figure> = {}): Figure => ({
    part: 'throttle',
    what: `${time}: ${what}`,
    stack: 'embedded',
    value,
    ...more,
  });
  const scores = units * SCORES_PER_UNIT;
  const { violations, shareOfSlotsUsed } = throttle;
  return [
    figure('calls made', calls, { detail: `${formatNumber(scores)} changed scores, ${INTERVAL_MS} ms` }),
    figure('calls per score', calls / scores, { detail: 'a client that PUTs each score makes 1' }),
    figure('violations', violations, { aim: exactly(violations, 0) }),
    figure('share of the permitted rate', shareOfSlotsUsed * 100, {
      unit: '%',
      aim: { ...atLeast(shareOfSlotsUsed, LEAST_SHARE_OF_RATE), text: `≥ ${LEAST_SHARE_OF_RATE * 100} %` },
    }),
    figure('seconds to drain', seconds, {
      detail: `one PUT per score: at least ${formatNumber((scores * INTERVAL_MS) / 1_000)} s`,
    }),
  ];
}
