import { openBroker } from '@passback/service-host';
import { ConfigError, createLogger, loadConfig } from '@passback/service-kit';
import { copiesOf, createTopics, topicsSettings } from './create/create-topics.ts';

// `npm run topics`: creates the topics that are missing on the Kafka of MESSAGING_URL. Can be called again at any time.
try {
  const settings = loadConfig(topicsSettings, process.env);
  const copies = copiesOf(settings);
  const messaging = await openBroker('topics', settings, process.env, createLogger('topics', settings.LOG_LEVEL));
  process.stdout.write(`${await createTopics(messaging, copies).finally(() => messaging.stop())}\n`);
} catch (error) {
  const text = error instanceof ConfigError || !(error instanceof Error) ? String(error) : error.message;
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
