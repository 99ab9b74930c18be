import { freePorts, Program } from './processes.fixture.ts';

/** The running system, however it is put together. */
export interface System {
  readonly ingestionUrl: string;
  readonly consoleUrl: string;
  /** Ends every process of it with the signal. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Starts it again as it was, on the same ports and data. */
  start(): Promise<void>;
  output(): string;
}

/** `npm start` with districts of one's own: all services in one process. */
export async function oneProcess(env: Readonly<Record<string, string>>): Promise<System> {
  const [ingestion = 0, console = 0] = await freePorts(2);
  let program: Program | undefined;
  const system: System = {
    ingestionUrl: `http://127.0.0.1:${ingestion}`,
    consoleUrl: `http://127.0.0.1:${console}`,
    output: () => program?.output ?? '',
    end: async (signal) => void (await program?.end(signal)),
    async start() {
      program = new Program('tools/local-stack/main.ts', [], {
        LOG_LEVEL: 'warn',
        ...env,
        INGESTION_PORT: String(ingestion),
        CONSOLE_PORT: String(console),
      });
      await program.untilReady(`${system.ingestionUrl}/readyz`);
      await program.untilReady(`${system.consoleUrl}/readyz`);
    },
  };
  await system.start();
  return system;
}

/** The system with each service at hand. */
export interface ManyProcesses extends System {
  readonly programs: ReadonlyMap<string, Program>;
  /** Starts one service again after it was ended. */
  startService(name: ServiceName): Promise<void>;
  /** Whether it says that it can do its work, and what it lacks. */
  readiness(name: ServiceName): Promise<{ ready: boolean; checks: Record<string, string> }>;
}

export type ServiceName = (typeof SERVICES)[number];

export const SERVICES = ['grading-periods', 'delivery', 'rules', 'console', 'ingestion', 'notifications'] as const;

const fromSources = (name: ServiceName): string => `services/${name}/main.ts`;

/**
 * Each service as a process of its own, over Kafka, MongoDB's protocol and gRPC. `envOf`: what one of them has beside the others. `programOf`:
 * what is started, below the workspace; left out: the sources.
 */
export async function manyProcesses(
  env: Readonly<Record<string, string>>,
  envOf: (name: ServiceName) => Readonly<Record<string, string>> = () => ({}),
  programOf: (name: ServiceName) => string = fromSources,
): Promise<ManyProcesses> {
  const [ingestion = 0, console = 0, ...internal] = await freePorts(9);
  const [gradingPeriods, rules, delivery, gradingPeriodsProbe, rulesProbe, deliveryProbe, notifications] =
    internal.map(String);
  const ports = {
    INGESTION_PORT: String(ingestion),
    CONSOLE_PORT: String(console),
    GRADING_PERIODS_ADDRESS: `localhost:${gradingPeriods}`,
    RULES_ADDRESS: `localhost:${rules}`,
    DELIVERY_ADDRESS: `localhost:${delivery}`,
    GRADING_PERIODS_PROBE_PORT: gradingPeriodsProbe ?? '',
    RULES_PROBE_PORT: rulesProbe ?? '',
    DELIVERY_PROBE_PORT: deliveryProbe ?? '',
    NOTIFICATIONS_PORT: notifications ?? '',
  };
  const probes: Record<(typeof SERVICES)[number], string> = {
    ingestion: `http://127.0.0.1:${ingestion}/readyz`,
    console: `http://127.0.0.1:${console}/readyz`,
    'grading-periods': `http://127.0.0.1:${gradingPeriodsProbe}/readyz`,
    rules: `http://127.0.0.1:${rulesProbe}/readyz`,
    delivery: `http://127.0.0.1:${deliveryProbe}/readyz`,
    notifications: `http://127.0.0.1:${notifications}/readyz`,
  };
  const programs = new Map<string, Program>();
  const system = {
    programs,
    ingestionUrl: `http://127.0.0.1:${ingestion}`,
    consoleUrl: `http://127.0.0.1:${console}`,
    output: () => [...programs].map(([name, program]) => `--- ${name}\n${program.output}`).join('\n'),
    async end(signal: 'SIGTERM' | 'SIGKILL') {
      await Promise.all([...programs.values()].map((program) => program.end(signal)));
    },
    launch(name: ServiceName) {
      programs.set(name, new Program(programOf(name), [], { LOG_LEVEL: 'warn', ...env, ...ports, ...envOf(name) }));
    },
    async startService(name: ServiceName) {
      system.launch(name);
      await programs.get(name)?.untilReady(probes[name]);
    },
    async readiness(name: ServiceName) {
      const response = await fetch(probes[name]);
      return (await response.json()) as { ready: boolean; checks: Record<string, string> };
    },
    async start() {
      for (const name of SERVICES) system.launch(name);
      await Promise.all([...programs].map(([name, program]) => program.untilReady(probes[name as ServiceName])));
    },
  };
  await system.start();
  return system;
}
