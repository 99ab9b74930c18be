import type { BenchContext } from '../bench-context.ts';
import { type BenchDistrict, SCORES_PER_UNIT, snapshotOf } from '../district/bench-district.ts';
import { powerSchoolRosterOf } from '../district/powerschool-roster.ts';
import { type Figure, formatNumber } from '../measure/figure.ts';
import { playMatrix } from '../peers/fault-matrix.ts';
import { PlainClient } from '../peers/plain-client.ts';
import { newMemory, type PutScores, scriptedNight } from '../peers/plain-script.ts';
import { PEERS } from '../peers/put-scores.ts';
import { introduce } from '../system/decisions.ts';
import { PassbackApi } from '../system/passback-api.ts';
import { SimulatedPowerSchool } from '../system/simulated-powerschool.ts';
import { ingest } from './ingest.ts';
import { type Night, runNight } from './night.ts';
import { INTERVAL_MS } from './throttled-night.ts';

/** So few that one PUT per score is through in half a minute where each takes a tenth of a second. */
const UNITS = 10;
const POLL_MS = 50;

/** A PowerSchool by how long it takes to answer, and the least time between two requests. */
interface Pace {
  readonly title: string;
  readonly delayMs: number;
  readonly intervalMs: number;
}

const PACES: readonly Pace[] = [
  ...[0, 20, 100].map((delayMs) => ({ title: `answers after ${delayMs} ms`, delayMs, intervalMs: 0 })),
  { title: `a request each ${INTERVAL_MS} ms`, delayMs: 0, intervalMs: INTERVAL_MS },
];

/** (j) new units by this system and by plain scripts over the same PowerSchool; and what scripts make of any one fault. */
export async function measurePeers(context: BenchContext): Promise<Figure[]> {
  const figures = await measureNights(context);
  // The specs hold this system to losing and doubling nothing in it.
  for (const [name, putScores] of Object.entries(PEERS)) {
    const { cases, withLost, withDoubled } = await playMatrix(putScores, context.newDistrict(1));
    context.say(`${name}: of ${cases} faults ${withLost} with scores lost, ${withDoubled} with a column doubled`);
    const detail = `of ${formatNumber(cases)} faults, each before a night without any`;
    figures.push(figure(`${name}: scores lost for good`, withLost, detail));
    figures.push(figure(`${name}: columns doubled`, withDoubled, detail));
  }
  return figures;
}

const figure = (what: string, value: number, detail: string): Figure => ({
  ...{ part: 'peers', what: `j: ${what}`, stack: 'embedded', value, detail },
});

async function measureNights(context: BenchContext): Promise<Figure[]> {
  await using powerschool = await SimulatedPowerSchool.start();
  // The first is not counted: code is compiled in it.
  const paces = [{ title: 'warming up', delayMs: 0, intervalMs: 0 }, ...PACES];
  const districts = paces.map(() => context.newDistrict(UNITS));
  for (const district of districts) await powerschool.seed(powerSchoolRosterOf(district));
  const settings = districts.map((district) => ({ district, powerschool: { baseUrl: powerschool.url } }));
  await using system = await context.startSystem('embedded', settings);
  const ledger = await system.openLedger();
  const api = new PassbackApi(system);
  const figures: Figure[] = [];
  try {
    await introduce(api, ledger, districts);
    for (const [at, pace] of paces.entries()) {
      const district = districts[at] ?? context.newDistrict(UNITS);
      await ingest(api, ledger, district);
      if (pace.intervalMs > 0)
        await api.putSettings(district, { baseUrl: powerschool.url, minIntervalMs: pace.intervalMs });
      await powerschool.beSlow(pace);
      const nights = new Map([['this system', await runNight(api, powerschool, district, UNITS, { pollMs: POLL_MS })]]);
      for (const [name, putScores] of Object.entries(PEERS))
        nights.set(name, await runScript(context, powerschool, putScores, pace));
      await powerschool.beSlow({ delayMs: 0, intervalMs: 0 });
      const told = nightFigures(pace, nights);
      told.forEach(({ what, value }) => context.say(`${what}: ${formatNumber(value)}`));
      if (at > 0) figures.push(...told);
    }
    return figures;
  } catch (error) {
    throw new Error(`${String(error)}\n${system.output()}`, { cause: error });
  } finally {
    await ledger.close();
  }
}

/** A night of a district as new to the script as the system's is to the system. */
async function runScript(
  context: BenchContext,
  powerschool: SimulatedPowerSchool,
  putScores: PutScores,
  { intervalMs }: Pace,
): Promise<Night> {
  const district = context.newDistrict(UNITS);
  await powerschool.seed(powerSchoolRosterOf(district));
  await powerschool.forgetCalls();
  const begin = performance.now();
  const client = new PlainClient(powerschool.url, { pauseMs: intervalMs });
  const failed = await scriptedNight(client, unitsOf(district), newMemory(), putScores);
  const seconds = (performance.now() - begin) / 1_000;
  if (failed > 0) throw new Error(`a script could not bring over ${failed} units`);
  return { seconds, calls: await powerschool.callCounts() };
}

function unitsOf(district: BenchDistrict) {
  return Array.from({ length: district.units }, (_, unit) => snapshotOf(district, unit));
}

function nightFigures({ title }: Pace, nights: ReadonlyMap<string, Night>): Figure[] {
  return [...nights].map(
    ([
      name,
      {
        seconds,
        calls: { reads, writes, tokens },
      },
    ]) => {
      const calls = reads + writes + tokens;
      const detail = `${formatNumber(calls)} calls for ${UNITS * SCORES_PER_UNIT} scores`;
      return figure(`${title}, seconds to drain: ${name}`, seconds, detail);
    },
  );
}
