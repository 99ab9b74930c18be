/** What makes one node a cluster; small internal topics, because each of their partitions costs start time. */
const ONE_NODE: Readonly<Record<string, string | number | boolean>> = {
  'process.roles': 'broker,controller',
  'node.id': 1,
  'controller.listener.names': 'CONTROLLER',
  'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
  'offsets.topic.num.partitions': 4,
  'offsets.topic.replication.factor': 1,
  'transaction.state.log.num.partitions': 1,
  'transaction.state.log.replication.factor': 1,
  'transaction.state.log.min.isr': 1,
  'group.initial.rebalance.delay.ms': 0,
  // A broker that was killed may come back once its old session is over; the default is 9 s.
  'broker.session.timeout.ms': 3_000,
  'broker.heartbeat.interval.ms': 500,
  // A topic that nobody created is a mistake that a test should see.
  'auto.create.topics.enable': false,
  // The cleaner's default buffer of 128 MB would be a quarter of the heap.
  'log.cleaner.dedupe.buffer.size': 4 * 1024 * 1024,
};

/** `server.properties` of a broker on this machine. */
export function serverProperties(server: { port: number; controllerPort: number; logDir: string }): string {
  const own = {
    'controller.quorum.voters': `1@127.0.0.1:${server.controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${server.port},CONTROLLER://127.0.0.1:${server.controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${server.port}`,
    'log.dirs': server.logDir,
  };
  return Object.entries({ ...ONE_NODE, ...own })
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}

/** The same as `KAFKA_…` variables, as the image `apache/kafka` reads them; `advertised` is where clients find the broker. */
export function imageEnvironment(advertised: { host: string; port: number }): Record<string, string> {
  const own = {
    'controller.quorum.voters': '1@localhost:9093',
    listeners: 'PLAINTEXT://:9092,CONTROLLER://:9093',
    'advertised.listeners': `PLAINTEXT://${advertised.host}:${advertised.port}`,
  };
  return Object.fromEntries(
    Object.entries({ ...ONE_NODE, ...own }).map(([key, value]) => [
      `KAFKA_${key.toUpperCase().replaceAll('.', '_')}`,
      String(value),
    ]),
  );
}
