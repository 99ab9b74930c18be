// `node tools/local-infrastructure/main.ts`: Kafka and MongoDB for a developer, until Ctrl-C.
import { once } from 'node:events';
import { startAnyKafka, startAnyMongo } from './start-any.ts';

process.stdout.write('Starting Kafka and MongoDB …\n');
const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
const keepAlive = setInterval(() => undefined, 60_000);
const [kafka, mongo] = await Promise.all([startAnyKafka(), startAnyMongo({ durable: true })]);
if (kafka === null || mongo === null) {
  process.stderr.write('Neither a Docker engine nor a JDK 17 with Maven is there.\n');
  process.exit(1);
}
process.stdout.write(
  `Both answer. Ctrl-C stops them and removes their data.

  export MESSAGING_URL=${kafka.url} LEDGER_URL=${mongo.url}/passback
  export TEST_KAFKA_BROKERS=${kafka.brokers.join(',')} TEST_MONGODB_URL=${mongo.url}
`,
);
await stopped;
await Promise.all([kafka.stop(), mongo.stop()]);
clearInterval(keepAlive);
