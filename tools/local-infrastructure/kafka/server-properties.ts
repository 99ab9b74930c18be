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

/** Ports of each node of a cluster, in the order of their ids from 1 on. */
export interface ClusterNode {
  readonly port: number;
  readonly controllerPort: number;
}

/** What three nodes have otherwise than one: copies of everything, of which two have to have what is answered for. */
const SEVERAL_NODES: Readonly<Record<string, string | number>> = {
  'offsets.topic.replication.factor': 3,
  'transaction.state.log.replication.factor': 3,
  'transaction.state.log.min.isr': 2,
  'min.insync.replicas': 2,
  'default.replication.factor': 3,
  // A follower that is away is noticed at once, as a specification of seconds wants it.
  'replica.lag.time.max.ms': 5_000,
};

/** `server.properties` of the node with this id of a cluster on this machine. */
export function clusterProperties(nodes: readonly ClusterNode[], id: number, logDir: string): string {
  const node = nodes[id - 1];
  if (node === undefined) throw new RangeError(`there is no node ${id}`);
  const voters = nodes.map(({ controllerPort }, index) => `${index + 1}@127.0.0.1:${controllerPort}`);
  const own = {
    'node.id': id,
    'controller.quorum.voters': voters.join(','),
    listeners: `PLAINTEXT://127.0.0.1:${node.port},CONTROLLER://127.0.0.1:${node.controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${node.port}`,
    'log.dirs': logDir,
  };
  return textOf({ ...ONE_NODE, ...SEVERAL_NODES, ...own });
}

function textOf(properties: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}

/** `server.properties` of a broker on this machine. */
export function serverProperties(server: {
  port: number;
  controllerPort: number;
  logDir: string;
  secured?: SecuredListener;
}): string {
  const { secured } = server;
  const own = {
    'controller.quorum.voters': `1@127.0.0.1:${server.controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${server.port},CONTROLLER://127.0.0.1:${server.controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${server.port}`,
    'log.dirs': server.logDir,
  };
  return textOf({ ...ONE_NODE, ...own, ...(secured && securedProperties(secured, own)) });
}

/** A second listener, by TLS and with users, beside the plain one. */
export interface SecuredListener {
  readonly port: number;
  /** PEM: the broker's key and its certificate. */
  readonly keystoreFile: string;
  /** PEM: the authority of clients' certificates. */
  readonly truststoreFile: string;
  /** Users of SASL/PLAIN with their passwords; those of SCRAM are written when the log is formatted. */
  readonly plainUsers: Readonly<Record<string, string>>;
  /** `SASL_SSL`: who comes says who it is by SASL; `SSL`: by its certificate alone. */
  readonly protocol: 'SASL_SSL' | 'SSL';
}

function securedProperties(
  { port, keystoreFile, truststoreFile, plainUsers, protocol }: SecuredListener,
  own: { readonly listeners: string; readonly 'advertised.listeners': string },
): Record<string, string> {
  const users = Object.entries(plainUsers).map(([user, password]) => `user_${user}="${password}"`);
  const modules = 'org.apache.kafka.common.security';
  const listener = 'listener.name.secured';
  return {
    'listener.security.protocol.map': `${ONE_NODE['listener.security.protocol.map']},SECURED:${protocol}`,
    listeners: `${own.listeners},SECURED://127.0.0.1:${port}`,
    'advertised.listeners': `${own['advertised.listeners']},SECURED://localhost:${port}`,
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': keystoreFile,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': truststoreFile,
    [`${listener}.ssl.client.auth`]: protocol === 'SSL' ? 'required' : 'requested',
    'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER',
    [`${listener}.plain.sasl.jaas.config`]: `${modules}.plain.PlainLoginModule required ${users.join(' ')};`,
    [`${listener}.scram-sha-256.sasl.jaas.config`]: `${modules}.scram.ScramLoginModule required;`,
    [`${listener}.scram-sha-512.sasl.jaas.config`]: `${modules}.scram.ScramLoginModule required;`,
    // Takes tokens that nobody signed: for tests of how they are brought.
    [`${listener}.oauthbearer.sasl.jaas.config`]: `${modules}.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker";`,
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    // Who comes by the plain listener sets up the tests.
    'super.users': 'User:ANONYMOUS',
  };
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
