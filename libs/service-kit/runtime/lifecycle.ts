import type { Logger } from '../logging/logger.ts';
import { onStopSignals } from './stop-signals.ts';
import { within } from './within.ts';

/** What a service is made into: it starts, and it stops cleanly. */
export interface App {
  start(): Promise<void>;
  /** Stops taking work, finishes or gives back what is in hand, closes what it opened; each step within its limit. */
  stop(): Promise<void>;
}

export interface StopStep {
  readonly name: string;
  readonly limitMs: number;
  stop(): Promise<unknown>;
}

/** Does the steps one after the other; one that fails or takes longer than its limit is logged, and the next follows. */
export async function stopInOrder(steps: readonly StopStep[], logger: Pick<Logger, 'warn'>): Promise<void> {
  for (const step of steps) {
    const late = (): never => {
      throw new Error(`not done within ${step.limitMs} ms`);
    };
    try {
      await within(step.limitMs, step.stop(), { late });
    } catch (error) {
      logger.warn({ err: error, step: step.name }, 'a step of stopping failed');
    }
  }
}

const EXIT_CODES: Readonly<Record<string, number>> = { SIGINT: 130, SIGTERM: 143 };

/**
 * Runs an app as this process until SIGTERM or SIGINT, then stops it; a second signal ends the process at once.
 * Exits 0 after a clean stop, 1 when it cannot start, and as the signal when forced.
 */
export async function runAsProcess(app: App, logger: Pick<Logger, 'info' | 'fatal'>): Promise<void> {
  const stop = (signal: NodeJS.Signals): void => {
    logger.info({ signal }, 'stopping');
    void app.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.fatal({ err: error }, 'could not stop cleanly');
        process.exit(1);
      },
    );
  };
  onStopSignals({ stop, force: (signal) => process.exit(EXIT_CODES[signal] ?? 1) });
  try {
    await app.start();
  } catch (error) {
    logger.fatal({ err: error }, 'could not start');
    await app.stop().catch(() => undefined);
    process.exit(1);
  }
}
