import { type FaultRule, type PowerSchoolSimulator, type Snapshot, startPowerSchool } from '@passback/simulators';
import { type BenchDistrict, type Edition, FIRST_EDITION, snapshotOf } from '../district/bench-district.ts';
import { CLIENT } from '../district/districts-file.ts';
import { powerSchoolRosterOf } from '../district/powerschool-roster.ts';
import { FAULTS } from './faults.ts';
import { PlainClient } from './plain-client.ts';
import { newMemory, type PutScores, scriptedNight } from './plain-script.ts';

/** What hangs is waited for in vain: a shorter wait finds the same. */
const HANGING_TIMEOUT_MS = 300;
/** Whatever else there is comes, however busy the machine is. */
const TIMEOUT_MS = 60_000;
const ALL_CHANGED: Edition = { revision: 2, changedScores: 25 };
/** What the night with the fault has to bring over: all of a new unit, or a change of each of its scores. */
const PATHS: readonly (readonly Edition[])[] = [[FIRST_EDITION], [FIRST_EDITION, ALL_CHANGED]];

/** What is wrong in the gradebook after the night that followed the one with the fault. */
interface Wrong {
  /** Scores that stand nowhere with the points that Otus has. */
  readonly lost: number;
  /** Columns beyond the one that there should be. */
  readonly doubled: number;
}

export interface MatrixResult {
  readonly cases: number;
  readonly withLost: number;
  readonly withDoubled: number;
}

/** Any fault at the first request of each kind, in a night of a new and of a changed unit, and a night without faults after it. */
export async function playMatrix(putScores: PutScores, district: BenchDistrict): Promise<MatrixResult> {
  const results: Wrong[] = [];
  for (const editions of PATHS) {
    const { requests } = await play(putScores, district, editions, null);
    for (const request of new Set(requests)) {
      const [method = '', route = ''] = request.split(' ');
      for (const fault of FAULTS)
        results.push((await play(putScores, district, editions, { ...fault, match: { method, route }, nth: 1 })).wrong);
    }
  }
  return {
    cases: results.length,
    withLost: results.filter(({ lost }) => lost > 0).length,
    withDoubled: results.filter(({ doubled }) => doubled > 0).length,
  };
}

/** The nights of the editions, the last of them with the fault, and one more without; of the last also its requests. */
async function play(
  putScores: PutScores,
  district: BenchDistrict,
  editions: readonly Edition[],
  fault: FaultRule | null,
): Promise<{ readonly requests: readonly string[]; readonly wrong: Wrong }> {
  const simulator = await startPowerSchool({ ...CLIENT, timeZone: 'UTC' });
  try {
    simulator.gradebook.seed(powerSchoolRosterOf(district));
    const memory = newMemory();
    const night = async (edition: Edition, timeoutMs = TIMEOUT_MS): Promise<Snapshot> => {
      const unit = snapshotOf(district, 0, edition);
      await scriptedNight(new PlainClient(simulator.url, { timeoutMs }), [unit], memory, putScores);
      return unit;
    };
    const last = editions.at(-1) ?? FIRST_EDITION;
    for (const edition of editions.slice(0, -1)) await night(edition);
    simulator.requests.clear();
    if (fault !== null) simulator.faults.add(fault);
    await night(last, fault?.action.kind === 'hang' ? HANGING_TIMEOUT_MS : TIMEOUT_MS);
    const requests = simulator.requests.entries().map(({ method, route }) => `${method} ${route}`);
    simulator.faults.clear();
    return { requests, wrong: whatIsWrong(simulator, await night(last)) };
  } finally {
    await simulator.stop();
  }
}

function whatIsWrong({ gradebook }: PowerSchoolSimulator, unit: Snapshot): Wrong {
  const columns = gradebook.find(`(${unit.identifier})`);
  const cells = columns.map((column) => new Map(column.scores.map(({ studentDcid, points }) => [studentDcid, points])));
  const stands = ({ sisStudentId, points }: Snapshot['scores'][number]): boolean =>
    cells.some((column) => column.get(Number(sisStudentId)) === points);
  return { lost: unit.scores.filter((score) => !stands(score)).length, doubled: Math.max(0, columns.length - 1) };
}
