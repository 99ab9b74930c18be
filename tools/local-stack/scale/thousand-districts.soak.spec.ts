import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Figures, Wait } from './figures.fixture.ts';
import { INTERVAL_MS, LARGE_EVERY, UNITS_PER_SECTION } from './many-districts.fixture.ts';
import { DELIVERY, PLAN_MS_PER_UNIT } from './night.fixture.ts';
import { GRAIN_MS } from './simulated-time.fixture.ts';

/**
 * What the system is made for. Smaller: `SCALE_DISTRICTS=100 SCALE_UNITS=20000`, of which 650 to 730 units a second were played with the
 * ledger in memory, beside much else on two cores.
 */
const DISTRICTS = Number(process.env['SCALE_DISTRICTS'] ?? 1_000);
const UNITS = Number(process.env['SCALE_UNITS'] ?? 1_000_000);
/** Where the ledger lies, of some five gigabytes a million units; with `/dev/shm` in memory, so that the disk's time is left out. */
const FOLDER = process.env['SCALE_FOLDER'] ?? tmpdir();
/** A tenth of the units in as many districts: what memory is compared with. */
const TENTH = Math.max(DISTRICTS, Math.round(UNITS / 10));
/** The large districts alone could fill all lanes: 1,000 districts have the 100 lanes that a process has where nobody says otherwise. */
const LANES = Math.max(1, Math.round(DISTRICTS / LARGE_EVERY));

const LIMIT_MS = 90 * 60_000;
const MIB = 1_024 ** 2;
const MOST_HEAP = 192 * MIB;
const MOST_PEAK = 1_024 * MIB;
/** Of what is alive, to that of a tenth of the units. */
const MOST_GROWTH = 1.5;
/**
 * Beside that: a lane that goes on remembers the columns that it made, some 360 bytes each, here those of one large district at the most;
 * the large ones have half of all units.
 */
const LANE_MEMORY = (360 * UNITS) / 2 / LANES;

/** The districts of a night that take turns: those with more than a slice come again. */
const PACE_MS = Math.ceil((INTERVAL_MS + 1) / GRAIN_MS) * GRAIN_MS;
const SLICE_MS = DELIVERY.DELIVERY_SLICE_MS;
/** Until it is seen that a turn is over, and that its lane is free; and until what is in hand has ended. */
const TURN_ENDS_MS = 2 * DELIVERY.DELIVERY_POLL_MS + 1_000;
const REQUESTS_PER_UNIT = 2;

const SCRIPT = path.join(import.meta.dirname, 'night.process.fixture.ts');

async function inProcess(args: readonly (string | number)[]): Promise<string> {
  const flags = ['--disable-warning=ExperimentalWarning', '--expose-gc'];
  const child = spawn(process.execPath, [...flags, SCRIPT, ...args.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit') as Promise<[number]>]);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
  return output;
}

async function nightOf(units: number): Promise<Figures> {
  const folder = await mkdtemp(path.join(FOLDER, 'passback-scale-'));
  try {
    await inProcess(['fill', folder, DISTRICTS, units]);
    const said = (await inProcess(['play', folder, DISTRICTS, units, LANES])).trimEnd().split('\n');
    const figures = said.pop() ?? '';
    // What the services logged meanwhile.
    for (const line of said) process.stderr.write(`${line}\n`);
    return JSON.parse(figures) as Figures;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the requests of a district take at its pace. */
function busyMs({ units }: Pick<Wait, 'units'>): number {
  const sections = Math.ceil(units / UNITS_PER_SECTION);
  // The lists of its sections, and of the teacher's categories; those of the sections in hand again in each turn.
  const once = REQUESTS_PER_UNIT * units + sections + 1;
  return Math.ceil(once * (1 + 4 / Math.min(once, SLICE_MS / PACE_MS))) * PACE_MS;
}

/** A turn of the district is a slice at most, however much it has to do. */
const turnMs = (wait: Wait): number => Math.min(busyMs(wait), SLICE_MS) + TURN_ENDS_MS;

/**
 * The longest that anybody waits until its turn has come and is over: each of the others has one turn before it at most, on as many lanes
 * as there are. Of what the large ones have to do, no more than a slice of each is in it.
 */
function roundMs(waits: readonly Wait[]): number {
  const turns = waits.map(turnMs);
  return turns.reduce((sum, turn) => sum + turn, 0) / LANES + Math.max(...turns);
}

const turnsOf = (wait: Wait): number => Math.ceil(busyMs(wait) / SLICE_MS);
const longest = (waits: readonly Wait[], which: 'first' | 'last'): number =>
  Math.max(...waits.map((wait) => wait[which]));
const inMib = (bytes: number): string => `${Math.round(bytes / MIB)} MiB`;

function lineOf({ waits, requests, nightSeconds, realSeconds, heapBytes, peakBytes }: Figures): string {
  const small = waits.filter(({ isLarge }) => !isLarge);
  const units = waits.reduce((sum, wait) => sum + wait.units, 0);
  const parts = [
    `${waits.length} districts, ${units} units, ${LANES} lanes, ${INTERVAL_MS} ms: ${requests} requests`,
    `night of ${Math.round(nightSeconds)} s in ${Math.round(realSeconds)} s (${Math.round(units / realSeconds)} units/s)`,
    `heap ${inMib(heapBytes)}, peak ${inMib(peakBytes)}`,
    `longest wait of a small district ${Math.round(longest(small, 'first'))} s for its first unit, ${Math.round(longest(small, 'last'))} s for its last`,
    `of a large one ${Math.round(
      longest(
        waits.filter(({ isLarge }) => isLarge),
        'last',
      ),
    )} s for its last`,
  ];
  return parts.join('; ');
}

/**
 * A night in which everything is new, by the real rules and delivery services in one process over a ledger in a file, in simulated time:
 * half of all units are in a tenth of the districts, which could keep all lanes for themselves.
 */
describe(`a night of ${DISTRICTS} districts with ${UNITS} units`, () => {
  let tenth: Figures;
  let whole: Figures;

  beforeAll(async () => {
    tenth = await nightOf(TENTH);
    process.stderr.write(`scale: ${lineOf(tenth)}\n`);
    whole = await nightOf(UNITS);
    process.stderr.write(`scale: ${lineOf(whole)}\n`);
  }, LIMIT_MS);

  it('delivers all that is due, each score into its cell, no assignment twice, and ends every run', () => {
    for (const { wrong } of [tenth, whole])
      expect(wrong).toEqual({
        ...{ notInSync: 0, stillDue: 0, createdNotOnce: 0, writtenNotOnce: 0, otherCells: 0 },
        ...{ unfinishedRuns: 0, otherRuns: 0, requestsTooEarly: 0 },
      });
  });

  it('keeps as much in memory as one of a tenth of the units', () => {
    expect(whole.heapBytes).toBeLessThan(MOST_HEAP);
    expect(whole.peakBytes).toBeLessThan(MOST_PEAK);
    expect(whole.heapBytes).toBeLessThan(MOST_GROWTH * tenth.heapBytes + LANES * LANE_MEMORY);
  });

  it('lets no small district wait for more than a turn of each other one', () => {
    const planMs = UNITS * PLAN_MS_PER_UNIT;
    const round = roundMs(whole.waits);
    const tooLate = whole.waits
      .filter((wait) => !wait.isLarge)
      .filter((wait) => wait.first * 1_000 > planMs + round || wait.last * 1_000 > planMs + turnsOf(wait) * round);
    process.stderr.write(
      `scale: a round is ${Math.round(round / 1_000)} s, the plan ${Math.round(planMs / 1_000)} s\n`,
    );
    expect(tooLate).toEqual([]);
  });
});
