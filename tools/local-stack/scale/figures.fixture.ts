import type { Night } from './night.fixture.ts';
import { NIGHT, NIGHT_AT, pointsOf, type ScaleDistrict, SCORES_PER_UNIT } from './many-districts.fixture.ts';

const LOOKS = 20;
const KIB = 1_024;

/** Of how many units something is not as it should be after the night; all 0 where all is well. */
interface Wrong {
  readonly notInSync: number;
  readonly stillDue: number;
  readonly createdNotOnce: number;
  readonly writtenNotOnce: number;
  readonly otherCells: number;
  readonly unfinishedRuns: number;
  readonly otherRuns: number;
  readonly requestsTooEarly: number;
}

/** How long a district waited for its first and for its last unit, from the begin of the night, in simulated seconds. */
export interface Wait {
  readonly districtId: string;
  readonly isLarge: boolean;
  readonly units: number;
  readonly first: number;
  readonly last: number;
}

/** What a night came to. */
export interface Figures {
  readonly wrong: Wrong;
  readonly waits: readonly Wait[];
  readonly requests: number;
  readonly nightSeconds: number;
  readonly realSeconds: number;
  /** The most that was alive after a collection, at any of twenty times of the night. */
  readonly heapBytes: number;
  readonly peakBytes: number;
}

/** What is alive after a collection, twenty times in a night. Needs `--expose-gc`. */
export class HeapWatch {
  readonly #step: number;
  #next = 0;
  mostBytes = 0;

  /** `steps`: how many there are in all. */
  constructor(steps: number) {
    this.#step = steps / LOOKS;
  }

  look(done: number): void {
    if (done < this.#next) return;
    this.#next = done + this.#step;
    globalThis.gc?.();
    this.mostBytes = Math.max(this.mostBytes, process.memoryUsage().heapUsed);
  }
}

export async function figuresOf(
  night: Night,
  districts: readonly ScaleDistrict[],
  watch: HeapWatch,
  realSeconds: number,
): Promise<Figures> {
  const { powerSchool, tookMs } = night;
  const peakBytes = process.resourceUsage().maxRSS * KIB;
  return {
    wrong: await wrongOf(night, districts),
    waits: districts.map(({ index, districtId, isLarge, units }) => {
      const { firstAt, lastAt } = powerSchool.waited[index] ?? { firstAt: NaN, lastAt: NaN };
      const seconds = (at: number): number => (at - NIGHT_AT) / 1_000;
      return { districtId, isLarge, units, first: seconds(firstAt), last: seconds(lastAt) };
    }),
    requests: powerSchool.requests,
    nightSeconds: tookMs / 1_000,
    ...{ realSeconds, heapBytes: watch.mostBytes, peakBytes },
  };
}

async function wrongOf({ powerSchool, ledger }: Night, districts: readonly ScaleDistrict[]): Promise<Wrong> {
  const { created, written, cells, tooEarly } = powerSchool;
  let [notInSync, otherRuns, otherCells] = [0, 0, 0];
  for (const { districtId, units } of districts) {
    const { inSync = 0 } = await ledger.sectionAssessments.countByState(districtId);
    const run = await ledger.runs.get(districtId, `night-${NIGHT}`);
    const counted = [run?.state, run?.units.planned, run?.units.inSync, run?.scores.sent];
    notInSync += units - inSync;
    if (String(counted) !== String(['finished', units, units, units * SCORES_PER_UNIT])) otherRuns += 1;
  }
  for (let unit = 0; unit < created.length; unit += 1)
    for (let score = 0; score < SCORES_PER_UNIT; score += 1)
      if (cells[unit * SCORES_PER_UNIT + score] !== pointsOf(unit, score)) otherCells += 1;
  const due = await ledger.sectionAssessments.dueDistricts(Number.MAX_SAFE_INTEGER, 1_000);
  return {
    ...{ notInSync, otherRuns, otherCells, requestsTooEarly: tooEarly },
    stillDue: due.reduce((sum, { units }) => sum + units, 0),
    createdNotOnce: created.filter((count) => count !== 1).length,
    writtenNotOnce: written.filter((count) => count !== 1).length,
    unfinishedRuns: (await ledger.runs.unfinished(1_000)).length,
  };
}
