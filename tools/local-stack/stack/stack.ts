import { createConsoleApp } from '@passback/console';
import { createDeliveryApp } from '@passback/delivery';
import { createGradingPeriodsApp } from '@passback/grading-periods';
import { createIngestionApp } from '@passback/ingestion';
import { createNotificationsApp } from '@passback/notifications';
import { Paces } from '@passback/powerschool';
import { createRulesApp } from '@passback/rules';
import { openResources, type ServiceResources } from '@passback/service-host';
import { type App, createLogger, type Environment, stopInOrder } from '@passback/service-kit';
import { inService } from '@passback/telemetry';
import { loadStackSettings } from './settings.ts';

export interface Stack {
  readonly ingestionUrl: string;
  readonly consoleUrl: string;
  readonly notificationsUrl: string;
  readonly resources: ServiceResources;
  stop(): Promise<void>;
}

/** Longer than any service's own limits together. */
const STOP_LIMIT_MS = 30_000;

/**
 * Starts all six services in this process, on one ledger and one broker; they still talk gRPC to each other, and each tells (in
 * spans, metrics and logs) under its own name.
 */
export async function startStack(env: Environment): Promise<Stack> {
  const settings = loadStackSettings(env);
  const resources = await openResources('local', settings, env);
  // Both ask the same PowerSchools, which count the time between any two requests.
  const paces = new Paces({ sharing: { time: resources.ledger.paces, logger: resources.logger } });
  const started: { name: string; app: App }[] = [];
  const stop = async (): Promise<void> => {
    const steps = started
      .toReversed()
      .map(({ name, app }) => ({ name, limitMs: STOP_LIMIT_MS, stop: () => app.stop() }));
    await stopInOrder(steps, resources.logger);
    await resources.close();
  };
  const start = <A extends App>(name: string, create: (own: ServiceResources) => A): Promise<A> =>
    inService(name, async () => {
      const app = create({ ...resources, logger: createLogger(name, settings.LOG_LEVEL) });
      started.push({ name, app });
      await app.start();
      return app;
    });
  try {
    const gradingPeriods = await start('grading-periods', (own) => createGradingPeriodsApp(settings, own, { paces }));
    const delivery = await start('delivery', (own) => createDeliveryApp(settings, own, { paces }));
    const rulesSettings = { ...settings, GRADING_PERIODS_ADDRESS: gradingPeriods.address };
    const rules = await start('rules', (own) => createRulesApp(rulesSettings, own));
    const addresses = { RULES_ADDRESS: rules.address, DELIVERY_ADDRESS: delivery.address };
    const console = await start('console', (own) => createConsoleApp({ ...settings, ...addresses }, own));
    const ingestion = await start('ingestion', (own) => createIngestionApp(settings, own));
    // Where nobody says how people reach them, on this machine.
    const reachable = { CONSOLE_PUBLIC_URL: console.url, ...settings };
    const notifications = await start('notifications', (own) => createNotificationsApp(reachable, own, { env }));
    return {
      ...{ ingestionUrl: ingestion.url, consoleUrl: console.url, notificationsUrl: notifications.url },
      ...{ resources, stop },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
