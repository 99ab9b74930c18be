import { openLedger } from '@passback/ledger';
import type { BenchContext } from '../bench-context.ts';
import type { BenchDistrict } from '../district/bench-district.ts';
import { powerSchoolRosterOf } from '../district/powerschool-roster.ts';
import { atMost, type Figure, formatNumber } from '../measure/figure.ts';
import { introduce } from '../system/decisions.ts';
import { PassbackApi } from '../system/passback-api.ts';
import { SilentServer } from '../system/silent-server.ts';
import { SimulatedPowerSchool } from '../system/simulated-powerschool.ts';
import { until } from '../system/until.ts';
import { ingest } from './ingest.ts';

const DISTRICTS = 50;
/** Units of one district: the 49 together are as many as a quarter of the large district elsewhere in the bench. */
const SHARE_OF_UNITS = 4;
const LIMIT_MS = 180_000;
/** Of 49 runs at once, so that asking is no load. */
const POLL_MS = 500;
const STUCK_LIMIT_MS = 30_000;
/** Half as long again would be felt; less than that is the noise of two cores. */
const MOST_SLOWDOWN = 1.5;

interface Round {
  /** From the first `POST runs` to the last of the 49 finished. */
  readonly seconds: number;
  /** The middle one of the 49. */
  readonly medianSeconds: number;
}

/** (e) 50 districts in one process: how long 49 take while the PowerSchool of one hangs, beside how long they take without it. */
export async function measureDistricts(context: BenchContext): Promise<Figure[]> {
  const without = await oneRound(context, false);
  const withIt = await oneRound(context, true);
  const slowdown = withIt.seconds / without.seconds;
  const figure = (what: string, value: string, more: Partial<Figure> = {}): Figure => ({
    part: 'districts',
    what,
    stack: 'embedded',
    value,
    ...more,
  });
  const middle = ({ medianSeconds }: Round) => ({ detail: `median district ${formatNumber(medianSeconds)} s` });
  return [
    figure(`seconds for ${DISTRICTS - 1} districts`, formatNumber(without.seconds), middle(without)),
    figure('the same, PowerSchool of a 50th hangs', formatNumber(withIt.seconds), middle(withIt)),
    figure('with ÷ without', formatNumber(slowdown), { aim: atMost(slowdown, MOST_SLOWDOWN) }),
  ];
}

async function oneRound(context: BenchContext, stuck: boolean): Promise<Round> {
  const units = Math.ceil(context.options.units / SHARE_OF_UNITS / (DISTRICTS - 1));
  const districts = Array.from({ length: DISTRICTS - 1 }, () => context.newDistrict(units));
  const hanging = context.newDistrict(units);
  await using powerschool = await SimulatedPowerSchool.start();
  await using silent = await SilentServer.start();
  for (const district of districts) await powerschool.seed(powerSchoolRosterOf(district));
  await using system = await context.startSystem('embedded', [
    ...districts.map((district) => ({ district, powerschool: { baseUrl: powerschool.url } })),
    { district: hanging, powerschool: { baseUrl: silent.url } },
  ]);
  const ledger = await openLedger({ url: system.ledgerUrl });
  const api = new PassbackApi(system);
  try {
    await introduce(api, ledger, [...districts, hanging]);
    for (const district of [...districts, hanging]) await ingest(api, ledger, district);
    if (stuck) {
      await api.startRun(hanging.districtId);
      await until('the stuck district to be stuck', STUCK_LIMIT_MS, async () => (silent.waiting > 0 ? true : null));
    }
    const round = await runAll(api, districts);
    context.say(`49 districts ${stuck ? 'beside a stuck one' : 'alone'}: ${formatNumber(round.seconds)} s`);
    return round;
  } catch (error) {
    throw new Error(`${String(error)}\n${system.output()}`, { cause: error });
  } finally {
    await ledger.close();
  }
}

async function runAll(api: PassbackApi, districts: readonly BenchDistrict[]): Promise<Round> {
  const begin = performance.now();
  const seconds = await Promise.all(
    districts.map(async ({ districtId, units }) => {
      const run = await api.untilFinished(districtId, await api.startRun(districtId), LIMIT_MS, POLL_MS);
      if (run.units.inSync !== units) throw new Error(`${districtId} is not in sync: ${JSON.stringify(run)}`);
      return (performance.now() - begin) / 1_000;
    }),
  );
  const sorted = seconds.toSorted((a, b) => a - b);
  return { seconds: sorted.at(-1) ?? 0, medianSeconds: sorted[Math.floor(sorted.length / 2)] ?? 0 };
}
