import type { ServiceResources } from '@passback/service-host';
import {
  type App,
  Authorization,
  ConfigError,
  createHttpServer,
  Health,
  type HttpServer,
  stopInOrder,
} from '@passback/service-kit';
import type { ConsoleContext, Routes } from './console-context.ts';
import { importDistricts, readDistrictsFile } from './districts/import-districts.ts';
import { CONSOLE_LIMITS } from './limits.ts';
import { districtRoutes } from './routes/districts.ts';
import { laneRoutes, gradebookReadRoutes, reasonRoutes } from './routes/gradebook-checks.ts';
import { previewRoutes } from './routes/preview.ts';
import { redriveRoutes } from './routes/redrive.ts';
import { runRoutes } from './routes/runs.ts';
import { sectionAssessmentRoutes } from './routes/section-assessments.ts';
import { type CommandClients, createCommandClients } from './rpc/clients.ts';
import type { ConsoleSettings } from './settings.ts';

export interface ConsoleApp extends App {
  /** `http://127.0.0.1:port`; throws before `start`. */
  readonly url: string;
}

type ConsoleResources = Pick<ServiceResources, 'ledger' | 'secrets' | 'clock' | 'logger'>;

const ROUTES: readonly Routes[] = [
  sectionAssessmentRoutes,
  runRoutes,
  previewRoutes,
  redriveRoutes,
  districtRoutes,
  laneRoutes,
  gradebookReadRoutes,
  reasonRoutes,
];

/** The console: explanations, lists, previews, runs, redrives and settings for people and scripts. Commands go to other services. */
export function createConsoleApp(settings: ConsoleSettings, resources: ConsoleResources): ConsoleApp {
  const { ledger, logger } = resources;
  const importing = new AbortController();
  let imported: 'waiting for the ledger' | 'done' = 'waiting for the ledger';
  const health = new Health([
    { name: 'ledger', check: () => ledger.check() },
    {
      name: 'districts',
      check: async () => {
        if (imported !== 'done') throw new Error(`DISTRICTS_FILE: ${imported}`);
      },
    },
  ]);
  let server: HttpServer | null = null;
  let clients: CommandClients | null = null;
  let url: string | null = null;
  return {
    get url() {
      if (url === null) throw new Error('the console is not started');
      return url;
    },
    async start() {
      const districts = settings.DISTRICTS_FILE === undefined ? [] : await readDistrictsFile(settings.DISTRICTS_FILE);
      clients = createCommandClients(settings);
      server = await buildServer(resources, clients, health);
      const firstTry = importOnce(districts, resources);
      const address = await server.listen({ port: settings.CONSOLE_PORT, host: settings.CONSOLE_HOST });
      url = `http://127.0.0.1:${new URL(address).port}`;
      if (await firstTry) imported = 'done';
      else void importWhenPossible(districts, resources, importing.signal).then(() => (imported = 'done'));
      logger.info({ url }, 'console listens');
    },
    async stop() {
      health.stopping();
      importing.abort();
      await stopInOrder([{ name: 'http', limitMs: CONSOLE_LIMITS.closeMs, stop: async () => server?.close() }], logger);
      clients?.close();
    },
  };
}

type Districts = Awaited<ReturnType<typeof readDistrictsFile>>;

/** False while the ledger is away; settings that are wrong are thrown. */
async function importOnce(districts: Districts, resources: ConsoleResources): Promise<boolean> {
  try {
    await importDistricts(districts, resources);
    return true;
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    resources.logger.warn({ err: error }, 'districts are not imported yet; trying again');
    return false;
  }
}

async function importWhenPossible(
  districts: Districts,
  resources: ConsoleResources,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await resources.clock.sleep(CONSOLE_LIMITS.importRetryMs, signal);
    if (await importOnce(districts, resources)) return;
  }
}

async function buildServer(
  { ledger, secrets, clock, logger }: ConsoleResources,
  clients: CommandClients,
  health: Health,
): Promise<HttpServer> {
  const server = await createHttpServer({
    title: 'Gradebook Passback: console',
    description:
      'Why a score is not in PowerSchool, what tonight will do, and the commands. Every call needs `Authorization: Bearer <token>`: ' +
      '`viewer` reads, `admin` also commands.',
    health,
    logger,
    bodyLimitBytes: CONSOLE_LIMITS.bodyBytes,
  });
  const authorization = new Authorization(async () =>
    (await ledger.districts.list()).flatMap(({ settings: { districtId, tokens } }) =>
      tokens.map((token) => ({ districtId, ...token })),
    ),
  );
  const context: ConsoleContext = { ledger, secrets, clock, logger, authorization, clients };
  for (const routes of ROUTES) routes(server, context);
  return server;
}
