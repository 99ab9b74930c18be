import { setTimeout as sleep } from 'node:timers/promises';
import type { StackName } from '../arguments.ts';
import { type BenchContext, STACK_TITLES } from '../bench-context.ts';
import { NO_POWERSCHOOL } from '../district/districts-file.ts';
import { atMost, type Figure, formatBytes, formatNumber, formatSpread, inMib } from '../measure/figure.ts';
import { type Memory, memoryNow, summed, together } from '../measure/memory.ts';
import { spreadOf } from '../measure/statistics.ts';

/** What is left of starting is collected by then, and what is done every second was done some times. */
const IDLE_MS = 10_000;
const MOST_START_MS = 1_000;
const MOST_IDLE_MIB = 512;

interface Started {
  /** By process, in milliseconds. */
  readonly ready: ReadonlyMap<string, number>;
  /** By process. */
  readonly idle: ReadonlyMap<string, Memory>;
}

/** (h) how long each process takes until it is ready, one after the other, and the memory of all of them with nothing to do. */
export async function measureStart(context: BenchContext, stack: StackName): Promise<Figure[]> {
  const started: Started[] = [];
  // The first is not counted: topics, tables and the page are made, and files are read from disk.
  for (let run = 0; run <= context.options.runs; run++) {
    const one = await startOnce(context, stack);
    context.say(`${stack}: ready after ${[...one.ready.values()].map(formatNumber).join(', ')} ms`);
    if (run > 0) started.push(one);
  }
  return figuresOf(stack, started);
}

async function startOnce(context: BenchContext, stack: StackName): Promise<Started> {
  const districts = [{ district: context.newDistrict(0), powerschool: { baseUrl: NO_POWERSCHOOL } }];
  await using system = await context.startSystem(stack, districts, { oneByOne: true });
  await sleep(IDLE_MS);
  const idle = new Map([...system.pids].map(([name, pid]) => [name, memoryNow(pid)]));
  return { ready: system.readyMs, idle };
}

function figuresOf(stack: StackName, started: readonly Started[]): Figure[] {
  const names = [...(started[0]?.ready.keys() ?? [])];
  const figure = (what: string, value: Pick<Figure, 'value' | 'unit'>, more: Partial<Figure> = {}): Figure => ({
    ...{ part: 'start', what: `h: ${what}`, stack: STACK_TITLES[stack] },
    ...value,
    ...more,
  });
  const starts = names.map((name) => {
    const spread = spreadOf(started.map(({ ready }) => ready.get(name) ?? Number.NaN));
    const aim = stack === 'kafka' ? { aim: atMost(spread.median, MOST_START_MS) } : {};
    return figure(`start to ready, ms: ${name}`, { value: spread.median }, { detail: formatSpread(spread), ...aim });
  });
  const residentOf = (name: string): number =>
    spreadOf(started.map(({ idle }) => idle.get(name)?.resident ?? Number.NaN)).median;
  const idle = inMib(spreadOf(started.map((one) => summed(one.idle.values()))).median);
  const once = formatBytes(spreadOf(started.map((one) => together(one.idle.values()))).median);
  const byName = names.map((name) => `${name} ${formatBytes(residentOf(name))}`).join(', ');
  const detail = names.length === 1 ? '1 process' : `${byName}; what they share counted once: ${once}`;
  const aim = stack === 'kafka' ? { aim: atMost(idle.value, MOST_IDLE_MIB) } : {};
  return [...starts, figure('memory, nothing to do', idle, { detail, ...aim })];
}
