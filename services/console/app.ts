import { DeliveryServiceClient, RulesServiceClient } from '@passback/contracts';
import { authorizationBySettings, type ServiceResources } from '@passback/service-host';
import {
  addScope,
  type App,
  certificateChecks,
  createGrpcClient,
  createHttpServer,
  Health,
  type HttpServer,
  readTrustedProxies,
  stopInOrder,
} from '@passback/service-kit';
import type { ConsoleContext } from './console-context.ts';
import { ImportAtStart } from './districts/import-at-start.ts';
import { createRetention, type RetentionDays } from './data/retention.ts';
import { CONSOLE_LIMITS } from './limits.ts';
import { linksOf } from './links/links.ts';
import { BUILT_PAGE, servePage } from './page/serve-page.ts';
import { pluginOptions } from './plugin/plugin-settings.ts';
import { addRoutes } from './routes.ts';
import { RunCounting } from './runs/run-counting.ts';
import { RunStreams } from './runs/run-streams.ts';
import type { ConsoleSettings } from './settings.ts';
import { demoSignIn } from './sign-in/demo-sign-in.ts';
import { oidcSignIn } from './sign-in/oidc/oidc-sign-in.ts';
import { readOidcSettings } from './sign-in/oidc/oidc-settings.ts';
import { RolesFile } from './sign-in/oidc/roles-file.ts';
import type { SignInWay } from './sign-in/sign-in-way.ts';
import { Sessions } from './sign-in/sessions.ts';

export interface ConsoleApp extends App {
  /** `http://127.0.0.1:port`; throws before `start`. */
  readonly url: string;
}

type ConsoleResources = Pick<ServiceResources, 'ledger' | 'secrets' | 'clock' | 'logger' | 'operator'>;

/** The console: status, explanation and settings from the ledger; commands through the services that own them. Throws `ConfigError`. */
export function createConsoleApp(settings: ConsoleSettings, resources: ConsoleResources): ConsoleApp {
  const { ledger, logger } = resources;
  const trustedProxies = readTrustedProxies(settings.TRUSTED_PROXIES);
  const signInWay = openSignIn(settings, resources);
  const importing = new ImportAtStart(settings.DISTRICTS_FILE, resources);
  const retention = createRetention(retentionDays(settings), resources);
  const health = new Health(
    [
      ...certificateChecks(settings),
      { name: 'ledger', check: () => ledger.check() },
      { name: 'districtsFile', check: () => importing.check() },
    ],
    logger,
  );
  let context: ConsoleContext | null = null;
  let server: HttpServer | null = null;
  let url: string | null = null;
  return {
    get url() {
      if (url === null) throw new Error('the console is not started');
      return url;
    },
    async start() {
      await importing.begin();
      context = openContext(settings, resources, await signInWay());
      server = await buildServer(context, health, trustedProxies);
      const root = settings.WEB_ROOT ?? BUILT_PAGE;
      await servePage(server, { root, canSignIn: context.signInWay !== null });
      const address = await server.listen({ port: settings.CONSOLE_PORT, host: settings.CONSOLE_HOST });
      url = `http://127.0.0.1:${new URL(address).port}`;
      retention.start();
      logger.info({ url }, 'console listens');
    },
    async stop() {
      health.stopping();
      context?.runStreams.stop();
      const close = (name: string, stop: () => Promise<unknown>) => ({ name, limitMs: CONSOLE_LIMITS.closeMs, stop });
      await stopInOrder(
        [
          close('http', async () => server?.close()),
          close('import', () => importing.stop()),
          close('retention', () => retention.stop()),
        ],
        logger,
      );
      server?.server.closeAllConnections();
      context?.rules.close();
      context?.delivery.close();
    },
  };
}

function retentionDays(settings: ConsoleSettings): RetentionDays {
  return {
    audit: settings.AUDIT_RETENTION_DAYS,
    attempts: settings.ATTEMPT_RETENTION_DAYS,
    runs: settings.RUN_RETENTION_DAYS,
    terms: settings.TERM_RETENTION_DAYS,
  };
}

/** Gives what begins the one way in: null where nobody can sign in. Throws `ConfigError`; at the beginning `RolesFileError`. */
function openSignIn(settings: ConsoleSettings, resources: ConsoleResources): () => Promise<SignInWay | null> {
  const { ledger, clock, logger, operator } = resources;
  const oidc = readOidcSettings(settings);
  if (oidc === null) return async () => (operator?.isDemo === true ? demoSignIn(ledger) : null);
  const rolesFile = new RolesFile(oidc.rolesFile, clock, logger);
  return async () => {
    await rolesFile.begin();
    return oidcSignIn(oidc, rolesFile, resources);
  };
}

function openContext(
  settings: ConsoleSettings,
  resources: ConsoleResources,
  signInWay: SignInWay | null,
): ConsoleContext {
  const { ledger, secrets, clock, logger, operator } = resources;
  return {
    ...(operator !== undefined && { operator }),
    ledger,
    secrets,
    clock,
    logger,
    authorization: authorizationBySettings({ ledger, clock, logger }),
    sessions: new Sessions(ledger.sessions, clock, signInWay),
    signInWay,
    links: linksOf(settings),
    runCounting: new RunCounting(ledger.sectionAssessments),
    runStreams: new RunStreams(),
    plugin: pluginOptions(settings),
    // A redrive is not asked for twice; the others may be.
    rules: createGrpcClient(RulesServiceClient, settings.RULES_ADDRESS, {
      settings,
      serviceName: 'passback.rules.v1.RulesService',
      idempotentMethods: ['Preview', 'StartRun', 'ListDeadLetters', 'ReplayDeadLetters', 'DismissDeadLetters', 'Lag'],
    }),
    delivery: createGrpcClient(DeliveryServiceClient, settings.DELIVERY_ADDRESS, {
      settings,
      serviceName: 'passback.delivery.v1.DeliveryService',
      idempotentMethods: ['Lanes', 'CheckConnection', 'Reconcile', 'StudentNames'],
    }),
  };
}

async function buildServer(
  context: ConsoleContext,
  health: Health,
  trustedProxies: readonly string[],
): Promise<HttpServer> {
  const server = await createHttpServer({
    title: 'Gradebook Passback: console',
    description:
      'Status, explanation, preview, runs, redrive and settings. Every call needs `Authorization: Bearer <token>`; a token belongs ' +
      'to one district: the role `viewer` reads, `admin` also commands. A person who is signed in has the cookie of a session ' +
      'instead, and sends its `csrf` as `x-csrf-token` with whatever is not a GET.',
    health,
    logger: context.logger,
    bodyLimitBytes: CONSOLE_LIMITS.bodyBytes,
    trustedProxies,
  });
  // In a scope of its own, so that the pages of the API's description stay as the kit has them.
  await addScope(server, 'api', (scope) => addRoutes(scope, context));
  return server;
}
