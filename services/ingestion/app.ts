import { authorizationBySettings, type ServiceResources } from '@passback/service-host';
import {
  addScope,
  type App,
  createHttpServer,
  Health,
  type HttpServer,
  readTrustedProxies,
  stopInOrder,
} from '@passback/service-kit';
import { takeJsonAsBytes, takeLinesAsStream } from './http/body-parsers.ts';
import { bodyInTime, onlyOtus, onlyPlainBodies } from './http/guards.ts';
import { INGESTION_LIMITS } from './limits.ts';
import { Publisher } from './publish/publisher.ts';
import { postSectionAssessments } from './routes/post-section-assessments.ts';
import { putSectionAssessment } from './routes/put-section-assessment.ts';
import { putStaff } from './routes/put-staff.ts';
import type { IngestionSettings } from './settings.ts';

export interface IngestionApp extends App {
  /** `http://127.0.0.1:port`; throws before `start`. */
  readonly url: string;
}

type IngestionResources = Pick<ServiceResources, 'ledger' | 'messaging' | 'secrets' | 'clock' | 'logger'>;

/**
 * The ingestion service: takes from Otus what the broker then has durably. The ledger is read for tokens, of
 * which those that are known count on while it is away, and for the staff that is stored, which is done without then.
 * Readiness does not depend on it.
 */
export function createIngestionApp(settings: IngestionSettings, resources: IngestionResources): IngestionApp {
  const { messaging, logger } = resources;
  // Not the ledger: what Otus sends with a known token is taken without it.
  const health = new Health([{ name: 'messaging', check: () => messaging.check() }], logger);
  const trustedProxies = readTrustedProxies(settings.TRUSTED_PROXIES);
  const stopping = new AbortController();
  let server: HttpServer | null = null;
  let url: string | null = null;
  return {
    get url() {
      if (url === null) throw new Error('ingestion is not started');
      return url;
    },
    async start() {
      server = await buildServer(resources, { health, trustedProxies, stopping: stopping.signal });
      const address = await server.listen({ port: settings.INGESTION_PORT, host: settings.INGESTION_HOST });
      url = `http://127.0.0.1:${new URL(address).port}`;
      logger.info({ url }, 'ingestion listens');
    },
    async stop() {
      health.stopping();
      const streamsEnd = setTimeout(() => stopping.abort(), INGESTION_LIMITS.finishMs);
      await stopInOrder(
        [{ name: 'http', limitMs: INGESTION_LIMITS.closeMs, stop: async () => server?.close() }],
        logger,
      );
      clearTimeout(streamsEnd);
      server?.server.closeAllConnections();
    },
  };
}

interface ServerParts {
  readonly health: Health;
  readonly trustedProxies: readonly string[];
  readonly stopping: AbortSignal;
}

async function buildServer(
  { ledger, messaging, secrets, clock, logger }: IngestionResources,
  { health, trustedProxies, stopping }: ServerParts,
): Promise<HttpServer> {
  const server = await createHttpServer({
    title: 'Gradebook Passback: ingestion',
    description:
      'Takes snapshots of section assessments and staff from Otus. Every call needs `Authorization: Bearer <token>`; a token ' +
      'belongs to one district and needs the role `otus`.',
    health,
    logger,
    bodyLimitBytes: INGESTION_LIMITS.snapshotBytes,
    trustedProxies,
  });
  // Streams are as long as they are; every other body has its own limit.
  server.server.requestTimeout = 0;
  const authorization = authorizationBySettings({ ledger, clock, logger });
  const guard = (scope: Pick<HttpServer, 'addHook'>): void => {
    scope.addHook('onRequest', onlyOtus(authorization));
    scope.addHook('onRequest', onlyPlainBodies);
  };
  const context = { publisher: new Publisher(messaging, clock), staff: ledger.staff, secrets, logger, stopping };
  await addScope(server, 'single', (scope) => {
    guard(scope);
    scope.addHook('onRequest', bodyInTime);
    takeJsonAsBytes(scope);
    putSectionAssessment(scope, context);
    putStaff(scope, context);
  });
  await addScope(server, 'stream', (scope) => {
    guard(scope);
    takeLinesAsStream(scope);
    postSectionAssessments(scope, context);
  });
  return server;
}
