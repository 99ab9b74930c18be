import { createConsoleApp } from '@passback/console';
import { createDeliveryApp } from '@passback/delivery';
import { createGradingPeriodsApp } from '@passback/grading-periods';
import { createIngestionApp } from '@passback/ingestion';
import { Paces } from '@passback/powerschool';
import { createRulesApp } from '@passback/rules';
import { openResources, type ServiceResources } from '@passback/service-host';
import { type App, type Environment, stopInOrder } from '@passback/service-kit';
import { loadStackSettings } from './settings.ts';

export interface Stack {
  readonly ingestionUrl: string;
  readonly consoleUrl: string;
  readonly resources: ServiceResources;
  stop(): Promise<void>;
}

/** Longer than any service's own limits together. */
const STOP_LIMIT_MS = 30_000;

/** Starts all five services in this process, on one ledger and one broker; they still talk gRPC to each other. */
export async function startStack(env: Environment): Promise<Stack> {
  const settings = loadStackSettings(env);
  const resources = await openResources('local', settings, env);
  // Both ask the same PowerSchools, which count the time between any two requests.
  const paces = new Paces();
  const started: { name: string; app: App }[] = [];
  const stop = async (): Promise<void> => {
    const steps = started
      .toReversed()
      .map(({ name, app }) => ({ name, limitMs: STOP_LIMIT_MS, stop: () => app.stop() }));
    await stopInOrder(steps, resources.logger);
    await resources.close();
  };
  const start = async <A extends App>(name: string, app: A): Promise<A> => {
    started.push({ name, app });
    await app.start();
    return app;
  };
  try {
    const gradingPeriods = await start('grading-periods', createGradingPeriodsApp(settings, resources, { paces }));
    const delivery = await start('delivery', createDeliveryApp(settings, resources, { paces }));
    const rules = await start(
      'rules',
      createRulesApp({ ...settings, GRADING_PERIODS_ADDRESS: gradingPeriods.address }, resources),
    );
    const addresses = { RULES_ADDRESS: rules.address, DELIVERY_ADDRESS: delivery.address };
    const console = await start('console', createConsoleApp({ ...settings, ...addresses }, resources));
    const ingestion = await start('ingestion', createIngestionApp(settings, resources));
    return { ingestionUrl: ingestion.url, consoleUrl: console.url, resources, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
