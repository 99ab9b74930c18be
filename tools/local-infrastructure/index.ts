export { runTool } from './process/run-tool.ts';
export { prepareCollector } from './collector/prepare-collector.ts';
export { type LocalKafka, startKafka } from './kafka/start-kafka.ts';
export { type LocalMongo, type MongoOptions, startMongo } from './mongo/start-mongo.ts';
export { sharedKafka, type SharedKafka, sharedMongo, type SharedMongo, testKafka, testMongo } from './test-servers.ts';
