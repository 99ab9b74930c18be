import { expect } from '@jest/globals';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { freePorts, Program } from './processes.fixture.ts';
import { SERVICES, type ServiceName } from './system.fixture.ts';
import { TcpProxy } from './tcp-proxy.fixture.ts';

/** A report of readiness takes 2.5 s at most; a probe waits a little longer. */
const PROBE_LIMIT_MS = 4_000;
const PROBE_EVERY_MS = 200;
const READY_LIMIT_MS = 60_000;

/** Whom a service calls by gRPC. */
const CALLED: Readonly<Record<ServiceName, readonly ServiceName[]>> = {
  'grading-periods': [],
  delivery: [],
  rules: ['grading-periods'],
  console: ['rules', 'delivery'],
  ingestion: [],
  notifications: [],
};

/** One of the processes of a service, with ways of its own to MongoDB and to whom it calls. */
export class Replica {
  readonly name: string;
  /** Where it alone answers HTTP. */
  readonly url: string;
  readonly ledger: TcpProxy;
  readonly called: ReadonlyMap<ServiceName, TcpProxy>;
  readonly #launch: () => Program;
  #program: Program;

  constructor(
    name: string,
    url: string,
    ways: { readonly ledger: TcpProxy; readonly called: ReadonlyMap<ServiceName, TcpProxy> },
    launch: () => Program,
  ) {
    this.name = name;
    this.url = url;
    this.ledger = ways.ledger;
    this.called = ways.called;
    this.#launch = launch;
    this.#program = launch();
  }

  get program(): Program {
    return this.#program;
  }

  /** Again after it was ended. */
  async start(): Promise<void> {
    this.#program = this.#launch();
    await this.untilReady();
  }

  untilReady(): Promise<void> {
    return this.#program.untilReady(`${this.url}/readyz`);
  }

  async untilNotReady(): Promise<void> {
    await eventually(async () => expect((await this.readiness()).ready).toBe(false), READY_LIMIT_MS);
  }

  /** What a probe is told; not ready where it is told nothing. */
  async readiness(): Promise<{ ready: boolean; checks: Record<string, string> }> {
    try {
      const response = await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(PROBE_LIMIT_MS) });
      return (await response.json()) as { ready: boolean; checks: Record<string, string> };
    } catch {
      return { ready: false, checks: { probe: 'no answer' } };
    }
  }
}

/** Asks for readiness all the while that `work` goes on; gives what was not ready, and of what. */
export async function notReadyDuring(replicas: readonly Replica[], work: () => Promise<void>): Promise<string[]> {
  const seen = new Set<string>();
  const done = new AbortController();
  const watch = async (replica: Replica): Promise<void> => {
    while (!done.signal.aborted) {
      const { ready, checks } = await replica.readiness();
      if (!ready) seen.add(`${replica.name}: ${JSON.stringify(checks)}`);
      await new Promise((resolve) => setTimeout(resolve, PROBE_EVERY_MS));
    }
  };
  const watching = Promise.all(replicas.map(watch));
  try {
    await work();
  } finally {
    done.abort();
    await watching;
  }
  return [...seen];
}

export interface ReplicatedSystem {
  /** In front of the replicas. */
  readonly ingestionUrl: string;
  readonly consoleUrl: string;
  readonly all: readonly Replica[];
  of(name: ServiceName): readonly [Replica, Replica];
  stop(): Promise<void>;
}

interface Ports {
  /** Where it does its work, and where it tells of its health: one and the same for those that answer HTTP. */
  readonly work: number;
  readonly probe: number;
}

/** Two processes of each service, over Kafka, MongoDB's protocol and gRPC. `ledger`: `mongodb://host:port/database`. */
export async function replicatedSystem(
  env: Readonly<Record<string, string>>,
  ledger: string,
): Promise<ReplicatedSystem> {
  const { host, port, pathname } = new URL(ledger);
  if (host === '') throw new Error(`no host in ${ledger}`);
  const ports = await portsOfAll();
  const proxies: TcpProxy[] = [];
  const wayTo = async (targets: readonly number[]): Promise<TcpProxy> => {
    const proxy = await TcpProxy.to(targets);
    proxies.push(proxy);
    return proxy;
  };
  const inFront = (name: ServiceName): Promise<TcpProxy> => wayTo(ports[name].map(({ work }) => work));
  const create = async (name: ServiceName, own: Ports, index: number): Promise<Replica> => {
    const called = new Map<ServiceName, TcpProxy>();
    for (const callee of CALLED[name]) called.set(callee, await inFront(callee));
    const ways = { ledger: await wayTo([Number(port)]), called };
    const addresses = [...called].map(([callee, way]) => [`${keyOf(callee)}_ADDRESS`, way.address]);
    const settings = {
      ...{ LOG_LEVEL: 'warn', ...env, ...ownSettings(name, own), ...Object.fromEntries(addresses) },
      LEDGER_URL: `mongodb://${ways.ledger.address}${pathname}?directConnection=true`,
    };
    return new Replica(
      `${name} ${index}`,
      `http://127.0.0.1:${own.probe}`,
      ways,
      () => new Program(`services/${name}/main.ts`, [], settings),
    );
  };
  const replicas = new Map<ServiceName, readonly [Replica, Replica]>();
  for (const name of SERVICES) {
    const [first, second] = ports[name];
    replicas.set(name, [await create(name, first, 0), await create(name, second, 1)]);
  }
  const all = [...replicas.values()].flat();
  const stop = async (): Promise<void> => {
    await Promise.all(all.map(({ program }) => program.end('SIGTERM')));
    await Promise.all(proxies.map((proxy) => proxy.stop()));
  };
  const [ingestion, console] = [await inFront('ingestion'), await inFront('console')];
  try {
    await Promise.all(all.map((replica) => replica.untilReady()));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    ingestionUrl: `http://${ingestion.address}`,
    consoleUrl: `http://${console.address}`,
    all,
    of(name) {
      const two = replicas.get(name);
      if (two === undefined) throw new Error(`no replicas of ${name}`);
      return two;
    },
    stop,
  };
}

function keyOf(name: ServiceName): string {
  return name.replace('-', '_').toUpperCase();
}

function answersHttp(name: ServiceName): boolean {
  return name === 'console' || name === 'ingestion' || name === 'notifications';
}

function ownSettings(name: ServiceName, { work, probe }: Ports): Record<string, string> {
  const key = keyOf(name);
  if (answersHttp(name)) return { [`${key}_PORT`]: String(work) };
  return { [`${key}_ADDRESS`]: `127.0.0.1:${work}`, [`${key}_PROBE_PORT`]: String(probe) };
}

async function portsOfAll(): Promise<Record<ServiceName, readonly [Ports, Ports]>> {
  const free = await freePorts(SERVICES.length * 4);
  const take = (name: ServiceName): Ports => {
    const [work = 0, probe = 0] = free.splice(0, 2);
    return { work, probe: answersHttp(name) ? work : probe };
  };
  const entries = SERVICES.map((name) => [name, [take(name), take(name)] as const]);
  return Object.fromEntries(entries) as Record<ServiceName, readonly [Ports, Ports]>;
}
