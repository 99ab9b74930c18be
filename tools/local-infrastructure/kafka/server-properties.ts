export interface ServerProperties {
  readonly port: number;
  readonly controllerPort: number;
  readonly logDir: string;
}

/** Configuration of a one-node cluster; small internal topics, because each of their partitions costs start time. */
export function serverProperties({ port, controllerPort, logDir }: ServerProperties): string {
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'log.dirs': logDir,
    'offsets.topic.num.partitions': 4,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    // A topic that nobody created is a mistake that a test should see.
    'auto.create.topics.enable': false,
    // The cleaner's default buffer of 128 MB would be a quarter of the heap.
    'log.cleaner.dedupe.buffer.size': 4 * 1024 * 1024,
  })
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}
