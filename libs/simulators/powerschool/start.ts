import { PluginAccess } from './access/plugin-access.ts';
import { Throttle } from './access/throttle.ts';
import { issueToken } from './access/token-route.ts';
import { createControl } from './control/control.ts';
import { realClock, type SimulatorClock } from './clock.ts';
import { Faults } from './faults/faults.ts';
import { LateWork } from './faults/late-work.ts';
import { createGradebook, type Gradebook } from './gradebook/gradebook.ts';
import { type Hook, type HookPhase, Hooks } from './http/hooks.ts';
import { inProcess, type PlainRequest, type PlainResponse } from './http/in-process.ts';
import { Listener, NoListener } from './http/listener.ts';
import { createPipeline, overHttp } from './pipeline.ts';
import { RequestLog } from './http/request-log.ts';
import { Router } from './http/router.ts';
import { SourcedIds } from './oneroster/ids.ts';
import { ONEROSTER_ROUTES } from './oneroster/routes.ts';
import { DEFAULT_SETTINGS, type SimulatorSettings } from './settings.ts';
import { TABLE_ROUTES } from './tables/routes.ts';
import { V1_ROUTES } from './v1/routes.ts';
import type { PowerSchoolRoute, World } from './world.ts';
import { XTE_ROUTES } from './xte/routes.ts';

export interface PowerSchoolOptions {
  /** 0 or left out = any free port. */
  readonly port?: number;
  readonly host?: string;
  /** False: nobody listens, and only `exchange` reaches it. */
  readonly listen?: boolean;
  readonly clientId: string;
  readonly clientSecret: string;
  /** PowerSchool's API rate limit for the plugin; 0 or left out = off. */
  readonly minIntervalMs?: number;
  /** How much too early a request may come without counting as a violation. */
  readonly throttleToleranceMs?: number;
  /** What Assignment.CreatedByPlugin says of what the client makes. */
  readonly pluginId?: string;
  /** IANA name of the district's time zone. */
  readonly timeZone?: string;
  readonly clock?: SimulatorClock;
  readonly settings?: Partial<SimulatorSettings>;
}

export interface PowerSchoolSimulator {
  /** Without a slash at the end. */
  readonly url: string;
  readonly port: number;
  readonly gradebook: Gradebook;
  readonly settings: SimulatorSettings;
  readonly access: PluginAccess;
  readonly throttle: Throttle;
  readonly faults: Faults;
  /** What a `late` fault holds back. */
  readonly late: LateWork;
  readonly requests: RequestLog;
  /** Runs `hook` at requests of `route` (a pattern, `METHOD pattern`, or `*`); gives what ends that. */
  onRequest(route: string, phase: HookPhase, hook: Hook): () => void;
  /** One request in this process, without a socket. Rejects with `NoAnswer`. */
  exchange(request: PlainRequest): Promise<PlainResponse>;
  /** Refuses connections until `comeBack`; requests that are under way are cut. */
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  stop(): Promise<void>;
}

const TOKEN_ROUTE: PowerSchoolRoute = {
  method: 'POST',
  pattern: '/oauth/access_token',
  handler: issueToken,
  access: 'open',
};

/** Starts a PowerSchool with an empty gradebook, on its own port unless nobody is to listen. Rejects when the port is taken. */
export async function startPowerSchool(options: PowerSchoolOptions): Promise<PowerSchoolSimulator> {
  const clock = options.clock ?? realClock;
  const gradebook = createGradebook(clock, options.timeZone ?? 'America/Chicago');
  const access = new PluginAccess(clock, options.clientId, options.clientSecret);
  const settings: SimulatorSettings = { ...DEFAULT_SETTINGS, ...options.settings };
  const pluginId = options.pluginId ?? 'Otus Gradebook Passback';
  const ids = new SourcedIds(gradebook.store, () => settings.sourcedIdPrefixes);
  const world: World = { clock, gradebook, store: gradebook.store, access, settings, pluginId, ids };
  const router = new Router<World>([TOKEN_ROUTE, ...XTE_ROUTES, ...V1_ROUTES, ...TABLE_ROUTES, ...ONEROSTER_ROUTES]);
  const throttle = new Throttle(options.minIntervalMs ?? 0, options.throttleToleranceMs ?? 0);
  const faults = new Faults(clock);
  const hooks = new Hooks();
  const requests = new RequestLog();
  const host = options.host ?? '127.0.0.1';
  const late = new LateWork();
  const control = createControl({ world, throttle, faults, late, requests, goDownFor: (ms) => goDownFor(ms) });
  const pipeline = createPipeline({ world, control, router, throttle, faults, late, hooks, log: requests });
  const listener =
    options.listen === false ? new NoListener() : new Listener(overHttp(pipeline), host, options.port ?? 0);
  let comingBack: NodeJS.Timeout | undefined;
  const goDownFor = (ms: number): void => {
    // After the answer to the one who asked.
    setImmediate(() => void listener.close());
    comingBack = setTimeout(() => void listener.open(), ms);
  };
  await listener.open();
  return {
    url: `http://${host}:${listener.port}`,
    port: listener.port,
    gradebook,
    settings,
    access,
    throttle,
    faults,
    late,
    requests,
    exchange: inProcess(pipeline, listener),
    onRequest: (route, phase, hook) => hooks.add(route, phase, hook),
    goDown: () => listener.close(),
    comeBack: () => listener.open(),
    stop: () => {
      clearTimeout(comingBack);
      return listener.close();
    },
  };
}
