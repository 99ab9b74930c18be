import type { Ledger } from '@passback/ledger';
import type { BenchContext } from '../bench-context.ts';
import type { BenchDistrict, Edition } from '../district/bench-district.ts';
import type { PowerSchoolSettings } from '../district/districts-file.ts';
import { powerSchoolRosterOf } from '../district/powerschool-roster.ts';
import { atMost, type Figure, formatNumber, formatSpread } from '../measure/figure.ts';
import { spreadOf } from '../measure/statistics.ts';
import { introduce } from '../system/decisions.ts';
import { PassbackApi } from '../system/passback-api.ts';
import type { RunningSystem } from '../system/running-system.ts';
import { SilentServer } from '../system/silent-server.ts';
import { SimulatedPowerSchool } from '../system/simulated-powerschool.ts';
import { until } from '../system/until.ts';
import { ingest } from './ingest.ts';

const DISTRICTS = 50;
/** Units of one district: the 49 together are as many as a quarter of the large district elsewhere in the bench. */
const SHARE_OF_UNITS = 4;
const LIMIT_MS = 180_000;
/** Of 49 runs at once, so that asking is little load, and little of what is measured. */
const POLL_MS = 200;
const STUCK_LIMIT_MS = 30_000;
/** The hanging PowerSchool is waited for as long as settings allow, so that it hangs in every round. */
const HANGS_MS = 120_000;
/** Half as long again would be felt; less than that is the noise of two cores. */
const MOST_SLOWDOWN = 1.5;

/** A system whose 49 districts work, and how long they took in round after round. */
interface Side {
  readonly system: RunningSystem;
  readonly ledger: Ledger;
  readonly districts: readonly BenchDistrict[];
  /** Lets the 50th hang, and waits until it does; does nothing where there is none. */
  readonly getStuck: () => Promise<void>;
  /** From the first `POST runs` to the last of the 49 finished. */
  readonly seconds: number[];
}

/**
 * (e) 50 districts in one process: how long 49 take while the PowerSchool of one hangs, beside how long they take without it.
 * Two systems take turns, so that both meet the same machine; the first round, in which code is compiled, is not counted.
 */
export async function measureDistricts(context: BenchContext): Promise<Figure[]> {
  const { runs } = context.options;
  await using stack = new AsyncDisposableStack();
  const powerschool = stack.use(await SimulatedPowerSchool.start());
  const alone = await startSide(context, stack, powerschool, null);
  const beside = await startSide(context, stack, powerschool, stack.use(await SilentServer.start()));
  for (let round = 0; round <= runs; round++) {
    const edition = { revision: round + 1, changedScores: 1 };
    for (const side of round % 2 === 0 ? [alone, beside] : [beside, alone]) {
      const seconds = await oneRound(side, edition);
      context.say(`49 districts ${side === alone ? 'alone' : 'beside a stuck one'}: ${formatNumber(seconds)} s`);
      if (round > 0) side.seconds.push(seconds);
    }
  }
  return figuresOf(alone.seconds, beside.seconds);
}

function figuresOf(alone: readonly number[], beside: readonly number[]): Figure[] {
  // Round by round, since what else happens on the machine is then much the same for both.
  const slowdown = spreadOf(beside.map((seconds, round) => seconds / (alone[round] ?? Number.NaN)));
  const figure = (what: string, spread: ReturnType<typeof spreadOf>, more: Partial<Figure> = {}): Figure => ({
    part: 'districts',
    what,
    stack: 'embedded',
    value: spread.median,
    detail: formatSpread(spread),
    ...more,
  });
  return [
    figure(`seconds for ${DISTRICTS - 1} districts`, spreadOf(alone)),
    figure('the same, PowerSchool of a 50th hangs', spreadOf(beside)),
    figure('with ÷ without', slowdown, { aim: atMost(slowdown.median, MOST_SLOWDOWN) }),
  ];
}

async function startSide(
  context: BenchContext,
  stack: AsyncDisposableStack,
  powerschool: SimulatedPowerSchool,
  silent: SilentServer | null,
): Promise<Side> {
  const units = Math.ceil(context.options.units / SHARE_OF_UNITS / (DISTRICTS - 1));
  const districts = Array.from({ length: DISTRICTS - 1 }, () => context.newDistrict(units));
  for (const district of districts) await powerschool.seed(powerSchoolRosterOf(district));
  const settings: { district: BenchDistrict; powerschool: PowerSchoolSettings }[] = districts.map((district) => ({
    district,
    powerschool: { baseUrl: powerschool.url },
  }));
  const hanging = silent === null ? null : context.newDistrict(units);
  if (silent !== null && hanging !== null)
    settings.push({ district: hanging, powerschool: { baseUrl: silent.url, timeoutMs: HANGS_MS } });
  const system = stack.use(await context.startSystem('embedded', settings));
  const ledger = stack.adopt(await system.openLedger(), (opened) => opened.close());
  const api = new PassbackApi(system);
  await introduce(api, ledger, hanging === null ? districts : [...districts, hanging]);
  if (hanging !== null) await ingest(api, ledger, hanging);
  const getStuck = async (): Promise<void> => {
    if (silent === null || hanging === null) return;
    await api.startRun(hanging.districtId);
    await until('the stuck district to be stuck', STUCK_LIMIT_MS, async () => (silent.waiting > 0 ? true : null));
  };
  return { system, ledger, districts, getStuck, seconds: [] };
}

async function oneRound({ system, ledger, districts, getStuck }: Side, edition: Edition): Promise<number> {
  const api = new PassbackApi(system);
  try {
    for (const district of districts) await ingest(api, ledger, district, edition);
    await getStuck();
    const begin = performance.now();
    await Promise.all(districts.map((district) => runToItsEnd(api, district)));
    return (performance.now() - begin) / 1_000;
  } catch (error) {
    throw new Error(`${String(error)}\n${system.output()}`, { cause: error });
  }
}

async function runToItsEnd(api: PassbackApi, { districtId, units }: BenchDistrict): Promise<void> {
  const run = await api.untilFinished(districtId, await api.startRun(districtId), LIMIT_MS, POLL_MS);
  if (run.units.inSync !== units) throw new Error(`${districtId} is not in sync: ${JSON.stringify(run)}`);
}
