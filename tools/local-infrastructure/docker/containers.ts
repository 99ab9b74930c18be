import { brokerAnswers } from '../kafka/broker-answers.ts';
import { imageEnvironment } from '../kafka/server-properties.ts';
import type { LocalKafka } from '../kafka/start-kafka.ts';
import type { LocalMongo } from '../mongo/start-mongo.ts';
import { answersOn } from '../process/answers.ts';
import { startContainer } from './start-container.ts';

/** The images of docker-compose.yml, so that tests and Compose run the same versions. */
const KAFKA_IMAGE = 'apache/kafka:4.1.0';
const MONGO_IMAGE = 'mongo:8';

/** Kafka in a container of its own. */
export async function startKafkaContainer(): Promise<LocalKafka> {
  const { address, ...control } = await startContainer({
    image: KAFKA_IMAGE,
    containerPort: 9092,
    environment: imageEnvironment,
    answers: brokerAnswers,
  });
  const broker = `${address.host}:${address.port}`;
  return { brokers: [broker], url: `kafka://${broker}`, pid: null, ...control };
}

/** MongoDB in a container of its own; durable in any case. */
export async function startMongoContainer(): Promise<LocalMongo> {
  const { address, ...control } = await startContainer({
    image: MONGO_IMAGE,
    containerPort: 27017,
    environment: () => ({}),
    answers: answersOn,
  });
  return { url: `mongodb://${address.host}:${address.port}`, pid: null, ...control };
}
