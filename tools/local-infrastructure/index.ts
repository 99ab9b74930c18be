export { type CertificateRequest, type IssuedCertificate, TestAuthority } from './certificates.ts';
export { runTool } from './process/run-tool.ts';
export { prepareCollector } from './collector/prepare-collector.ts';
export { type LocalKafka } from './kafka/start-kafka.ts';
export { type SecuredKafka, startSecuredKafka } from './kafka/start-secured-kafka.ts';
export { type KafkaCluster, startKafkaCluster } from './kafka/start-kafka-cluster.ts';
export { type LocalMongo } from './mongo/start-mongo.ts';
export { sharedKafka, sharedMongo, testKafka, testMongo } from './test-servers.ts';
