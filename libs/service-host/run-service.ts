import { type App, ConfigError, createLogger, loadConfig, runAsProcess, type SettingsOf } from '@passback/service-kit';
import { startTelemetry } from '@passback/telemetry';
import type { TProperties } from 'typebox';
import { openResources, type ServiceResources } from './resources.ts';

const FLUSH_LIMIT_MS = 5_000;

/**
 * The process of one service: the settings (all wrong keys at once), telemetry, resources, the app, signals.
 * Stops the app first, then what it worked with, then telemetry.
 */
export async function runService<P extends TProperties>(
  service: string,
  own: P,
  createApp: (settings: SettingsOf<P>, resources: ServiceResources) => App,
): Promise<void> {
  try {
    const settings = loadConfig(own, process.env);
    const telemetry = await startTelemetry(service, process.env);
    const resources = await openResources(service, settings, process.env);
    const app = createApp(settings, resources);
    const stop = async (): Promise<void> => {
      await app.stop();
      await resources.close();
      await telemetry.shutdown(FLUSH_LIMIT_MS);
    };
    await runAsProcess({ start: () => app.start(), stop }, resources.logger);
  } catch (error) {
    if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
    else createLogger(service, 'info').fatal({ err: error }, 'could not start');
    process.exit(1);
  }
}
