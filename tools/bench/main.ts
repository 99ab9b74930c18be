import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BenchArguments, parseArguments, type PartName, type StackName } from './arguments.ts';
import { BenchContext } from './bench-context.ts';
import { checkOut } from './compare/check-out.ts';
import { compareInTurns } from './compare/compare.ts';
import type { Figure } from './measure/figure.ts';
import { machineFacts } from './measure/machine.ts';
import { measureDistricts } from './parts/districts.ts';
import { measureIngest } from './parts/ingest.ts';
import { measureLedger } from './parts/ledger.ts';
import { measureLists } from './parts/lists.ts';
import { measureNight } from './parts/night.ts';
import { measurePeers } from './parts/peers.ts';
import { measureStart } from './parts/start.ts';
import { measureThrottle } from './parts/throttle.ts';
import { measureTracing } from './parts/tracing.ts';
import { withFigures } from './report/benchmarks-page.ts';
import { markdownTable, textTable } from './report/table.ts';
import { LazyServers } from './system/servers.ts';

// `npm run bench`: how fast the system is, beside what the same machine does with no logic at all.

const PAGE = path.resolve(import.meta.dirname, '../../docs/benchmarks.md');
/** Parts that are about the logic in one process, or about PowerSchool: a broker beside it would change nothing. */
const ON_EMBEDDED_ONLY: Readonly<Partial<Record<PartName, (context: BenchContext) => Promise<Figure[]>>>> = {
  throttle: measureThrottle,
  districts: measureDistricts,
  tracing: measureTracing,
  peers: measurePeers,
};
const ON_EACH_STACK: Readonly<
  Partial<Record<PartName, (context: BenchContext, stack: StackName) => Promise<Figure[]>>>
> = { ingest: measureIngest, night: measureNight, lists: measureLists, ledger: measureLedger, start: measureStart };

const say = (text: string): void => void process.stderr.write(`${text}\n`);

async function measure(options: BenchArguments, folder: string): Promise<Figure[]> {
  // They are stopped when this returns: what uses them is awaited before.
  await using servers = new LazyServers();
  const stacks = await stacksThatCanBe(options, servers);
  const today = new Date().toISOString().slice(0, 10);
  if (options.compare === null)
    return await measureAll(new BenchContext({ options, folder, servers, today, say }), stacks);
  const once = new BenchContext({ options: { ...options, runs: 1 }, folder, servers, today, say });
  const other = once.of(checkOut(options.compare, say));
  const sides = { before: () => measureAll(other, stacks), after: () => measureAll(once, stacks) };
  return await compareInTurns(sides, options.runs, say);
}

async function measureAll(context: BenchContext, stacks: readonly StackName[]): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const part of context.options.parts) {
    say(`\n${part}${context.options.compare === null ? '' : `, ${context.version.name}`}`);
    for (const stack of stacks) figures.push(...((await ON_EACH_STACK[part]?.(context, stack)) ?? []));
    figures.push(...((await ON_EMBEDDED_ONLY[part]?.(context)) ?? []));
  }
  return figures;
}

/** Without Kafka and MongoDB the rest is measured, unless nothing else was asked for. */
async function stacksThatCanBe({ stacks, parts }: BenchArguments, servers: LazyServers): Promise<StackName[]> {
  const wanted = stacks.includes('kafka') && parts.some((part) => part in ON_EACH_STACK);
  if (!wanted || (await servers.get()) !== null) return [...stacks];
  if (stacks.length === 1) throw new Error('Kafka and MongoDB need Docker, or JDK 17 and Maven');
  say('NOT MEASURED on Kafka and MongoDB: that needs Docker, or JDK 17 and Maven.');
  return stacks.filter((stack) => stack !== 'kafka');
}

function writePage(figures: readonly Figure[], heading: string): void {
  writeFileSync(PAGE, withFigures(readFileSync(PAGE, 'utf8'), `${heading}\n\n${markdownTable(figures)}`));
  say(`\nwritten to ${path.relative(process.cwd(), PAGE)}`);
}

async function main(): Promise<void> {
  const options = parseArguments(process.argv.slice(2));
  const folder = mkdtempSync(path.join(tmpdir(), 'passback-bench-'));
  // What runs as a process of its own ends with this one.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const begin = performance.now();
  const figures = await measure(options, folder);
  const seconds = Math.round((performance.now() - begin) / 1_000);
  const heading = `${new Date().toISOString().slice(0, 10)}, ${machineFacts()}; took ${seconds} s.`;
  const ratios = options.compare === null ? '' : `\n\nfigure: this ÷ ${options.compare}`;
  process.stdout.write(`\n${heading}${ratios}\n\n${textTable(figures)}\n`);
  if (options.write) writePage(figures, heading);
}

try {
  await main();
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
