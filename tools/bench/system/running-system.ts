import path from 'node:path';
import { existsSync, mkdirSync } from 'node:fs';
import type { Ledger } from '@passback/ledger';
import { type Counts, sumOf } from '../counting/counts.ts';
import { freePorts } from './ports.ts';
import { Program, type ProgramOptions } from './program.ts';
import { imageEnvOf, openLedgerOf, programOf, type Version } from './version.ts';

/** The system under measurement, however it is put together. */
export interface RunningSystem extends AsyncDisposable {
  readonly ingestionUrl: string;
  readonly consoleUrl: string;
  /** A connection of one's own to its ledger. */
  openLedger(): Promise<Ledger>;
  /** Where it keeps its files. */
  readonly folder: string;
  /** Its processes by the name of the service; one when all services share it. */
  readonly pids: ReadonlyMap<string, number>;
  /** Milliseconds from the start of each process to its readiness. */
  readonly readyMs: ReadonlyMap<string, number>;
  /** Calls of the ledger and commands to MongoDB so far, of all processes; of a system that is started `counting` alone. */
  counts(): Promise<Counts>;
  /** The last output of its processes. */
  output(): string;
}

export interface SystemOptions {
  readonly version: Version;
  /** For files of its own. */
  readonly folder: string;
  readonly districtsFile: string;
  readonly profile: string | null;
  readonly env?: Readonly<Record<string, string>>;
  /** Count what it asks of the ledger; left out: no. */
  readonly counting?: boolean;
  /** Start one process when the one before it is ready, so that none waits for the others' processor time; left out: all at once. */
  readonly oneByOne?: boolean;
}

const COUNTING = ['tools/bench/counting/preload.ts'];

/** Settings are changed over the API too, where a simulator on this machine has to be allowed. */
const COMMON = { LOG_LEVEL: 'warn', POWERSCHOOL_ALLOWED_HOSTS: '127.0.0.1' } as const;

/** All services in one process, on the embedded log and SQLite: `npm start` with districts of one's own. */
export async function startOneProcess(options: SystemOptions): Promise<RunningSystem> {
  const { version, folder, districtsFile, profile, env, counting = false } = options;
  const [ingestion = 0, console = 0] = await freePorts(2);
  mkdirSync(folder, { recursive: true });
  const program: ProgramOptions = {
    file: 'tools/local-stack/main.ts',
    version,
    profile,
    preload: counting ? COUNTING : [],
    env: {
      ...COMMON,
      ...env,
      DATA_DIR: folder,
      DISTRICTS_FILE: districtsFile,
      INGESTION_PORT: String(ingestion),
      CONSOLE_PORT: String(console),
    },
  };
  return ready(
    [{ name: 'all services', program, probe: `http://127.0.0.1:${ingestion}/readyz` }],
    { ingestion, console },
    { openLedger: () => openLedgerOf(version, `sqlite:${path.join(folder, 'ledger.sqlite')}`), folder },
  );
}

const SERVICES = ['grading-periods', 'delivery', 'rules', 'console', 'ingestion', 'notifications'] as const;

export interface ServerUrls {
  /** `kafka://host:port`. */
  readonly kafka: string;
  /** `mongodb://host:port/database`. */
  readonly mongo: string;
}

/** Each service as a process of its own, as its image starts it, over Kafka, MongoDB's protocol and gRPC. */
export async function startManyProcesses(options: SystemOptions & { servers: ServerUrls }): Promise<RunningSystem> {
  const { version, folder, districtsFile, profile, env, servers, counting = false, oneByOne = false } = options;
  const [ingestion = 0, console = 0, notifications = 0, ...internal] = await freePorts(9);
  const [gradingPeriods, rules, delivery, gradingPeriodsProbe = 0, rulesProbe = 0, deliveryProbe = 0] = internal;
  mkdirSync(folder, { recursive: true });
  const settings = {
    ...COMMON,
    ...imageEnvOf(version),
    ...env,
    DATA_DIR: folder,
    DISTRICTS_FILE: districtsFile,
    MESSAGING_URL: servers.kafka,
    LEDGER_URL: servers.mongo,
    INGESTION_PORT: String(ingestion),
    CONSOLE_PORT: String(console),
    NOTIFICATIONS_PORT: String(notifications),
    GRADING_PERIODS_ADDRESS: `127.0.0.1:${gradingPeriods}`,
    RULES_ADDRESS: `127.0.0.1:${rules}`,
    DELIVERY_ADDRESS: `127.0.0.1:${delivery}`,
    GRADING_PERIODS_PROBE_PORT: String(gradingPeriodsProbe),
    RULES_PROBE_PORT: String(rulesProbe),
    DELIVERY_PROBE_PORT: String(deliveryProbe),
  };
  const probes = {
    ingestion,
    console,
    notifications,
    'grading-periods': gradingPeriodsProbe,
    rules: rulesProbe,
    delivery: deliveryProbe,
  };
  // A version from before a service does without it.
  const services = SERVICES.filter((name) => existsSync(path.join(version.folder, `services/${name}/main.ts`)));
  const parts = services.map((name) => ({
    name,
    // What is counted is put in the place of modules, which a bundle has none of any more.
    program: {
      ...{ file: programOf(version, name, counting), version, profile },
      ...{ env: settings, preload: counting ? COUNTING : [] },
    },
    probe: `http://127.0.0.1:${probes[name]}/readyz`,
  }));
  return ready(
    parts,
    { ingestion, console },
    { openLedger: () => openLedgerOf(version, servers.mongo), folder },
    oneByOne,
  );
}

interface Part {
  readonly name: string;
  readonly program: ProgramOptions;
  readonly probe: string;
}

/** Starts every part and waits for it; where one does not come up, all are ended. */
async function ready(
  parts: readonly Part[],
  ports: { ingestion: number; console: number },
  data: Pick<RunningSystem, 'openLedger' | 'folder'>,
  oneByOne = false,
): Promise<RunningSystem> {
  const programs = new Map<string, Program>();
  const readyMs = new Map<string, number>();
  const start = async ({ name, program, probe }: Part): Promise<void> => {
    const begin = performance.now();
    const started = new Program(program);
    programs.set(name, started);
    await started.untilReady(probe);
    readyMs.set(name, performance.now() - begin);
  };
  const stop = async (): Promise<void> => {
    await Promise.all([...programs.values()].map((program) => program.stop()));
  };
  try {
    if (oneByOne) for (const part of parts) await start(part);
    else await Promise.all(parts.map(start));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    ingestionUrl: `http://127.0.0.1:${ports.ingestion}`,
    consoleUrl: `http://127.0.0.1:${ports.console}`,
    ...data,
    pids: new Map([...programs].map(([name, program]) => [name, program.pid])),
    readyMs,
    counts: async () => sumOf(await Promise.all([...programs.values()].map(countsOf))),
    output: () => [...programs].map(([name, program]) => `--- ${name}\n${program.output}`).join('\n'),
    [Symbol.asyncDispose]: stop,
  };
}

async function countsOf(program: Program): Promise<Counts> {
  return ((await program.ask({ tellCounts: true })) as { readonly counts: Counts }).counts;
}
