import type { StackName } from '../arguments.ts';
import { type BenchContext, STACK_TITLES } from '../bench-context.ts';
import { type BenchDistrict, ndjsonOf, snapshotOf } from '../district/bench-district.ts';
import { NO_POWERSCHOOL } from '../district/districts-file.ts';
import { atMost, type Figure, formatNumber, formatValue } from '../measure/figure.ts';
import { percentileOf } from '../measure/statistics.ts';
import { introduce, untilAllDue } from '../system/decisions.ts';
import { PassbackApi } from '../system/passback-api.ts';
import type { RunningSystem } from '../system/running-system.ts';

/** Of a large district by the end of a term, whatever the other parts are measured with. */
const UNITS = 10_000;
const DECIDED_LIMIT_MS = 300_000;
/** Calls that are not counted: code is compiled and pages are read in them. */
const WARM_UP_CALLS = 3;
const CALLS_PER_RUN = 10;
/** What somebody who types does not wait for. */
const MOST_MS = 200;

interface Query {
  readonly what: string;
  readonly query: Readonly<Record<string, string>>;
  /** Units on the page. */
  readonly found: number;
}

/** (g) the list of section assessments over HTTP, one call after another: page by page, and as it is looked through. */
export async function measureLists(context: BenchContext, stack: StackName): Promise<Figure[]> {
  const district = context.newDistrict(UNITS);
  await using system = await context.startSystem(stack, [{ district, powerschool: { baseUrl: NO_POWERSCHOOL } }]);
  const api = new PassbackApi(system);
  try {
    await fill(api, system, district);
    const figures: Figure[] = [];
    for (const one of queriesOf(district)) {
      const tookMs = await measure(api, district, one, context.options.runs * CALLS_PER_RUN);
      const figure = figureOf(stack, one.what, tookMs);
      context.say(`${stack}: ${figure.what}: ${formatValue(figure)}`);
      figures.push(figure);
    }
    return figures;
  } catch (error) {
    throw new Error(`${String(error)}\n${system.output()}`, { cause: error });
  }
}

async function fill(api: PassbackApi, system: RunningSystem, district: BenchDistrict): Promise<void> {
  const ledger = await system.openLedger();
  try {
    await introduce(api, ledger, [district]);
    await api.sendUnits(district, ndjsonOf(district));
    await untilAllDue(ledger, district, DECIDED_LIMIT_MS);
  } finally {
    await ledger.close();
  }
}

/** The unit that came first is the last of the list, so all of it is gone through for what is its alone. */
function queriesOf(district: BenchDistrict): Query[] {
  const { title, scores, assignedBy } = snapshotOf(district, 0);
  return [
    { what: 'page of 50', query: {}, found: 50 },
    { what: 'page of 200', query: { limit: '200' }, found: 200 },
    { what: 'search, in every title', query: { search: 'checkpoint' }, found: 50 },
    { what: 'search, in one title', query: { search: title.toUpperCase() }, found: 1 },
    { what: 'search, in no title', query: { search: 'nowhere' }, found: 0 },
    { what: 'one teacher', query: { teacher: assignedBy ?? '', limit: '200' }, found: 100 },
    { what: 'one student', query: { student: scores[0]?.studentId ?? '' }, found: 20 },
  ];
}

/** Milliseconds of each call, to the last byte. Throws where a page has not what it should have. */
async function measure(api: PassbackApi, district: BenchDistrict, one: Query, calls: number): Promise<number[]> {
  const tookMs: number[] = [];
  for (let call = -WARM_UP_CALLS; call < calls; call++) {
    const begin = performance.now();
    const { items } = await api.listUnits(district.districtId, one.query);
    if (call >= 0) tookMs.push(performance.now() - begin);
    if (items.length !== one.found) throw new Error(`${one.what}: ${items.length} units, not ${one.found}`);
  }
  return tookMs;
}

function figureOf(stack: StackName, what: string, tookMs: readonly number[]): Figure {
  const [p50, p95] = [percentileOf(tookMs, 0.5), percentileOf(tookMs, 0.95)];
  return {
    part: 'lists',
    what: `g: ${what}, p50 ms`,
    stack: STACK_TITLES[stack],
    value: p50,
    detail: `p95 ${formatNumber(p95)}, ${tookMs.length} calls, ${formatNumber(UNITS)} units`,
    aim: atMost(p95, MOST_MS),
  };
}
