import { setTimeout as sleep } from 'node:timers/promises';
import { GenericContainer, getContainerRuntimeClient } from 'testcontainers';
import { type Address } from '../process/answers.ts';
import { freePort } from '../process/ports.ts';

/** Pulling an image over a slow line is the longest part. */
const START_LIMIT_MS = 180_000;
const POLL_MS = 100;

export interface ContainerOptions {
  readonly image: string;
  readonly containerPort: number;
  environment(address: Address): Record<string, string>;
  answers(address: Address): Promise<boolean>;
}

export interface RunningContainer {
  readonly address: Address;
  /** SIGKILL; the container's files stay for `restart`. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a container on a port chosen beforehand (a broker has to know the address that it announces) and waits until it answers.
 * testcontainers' reaper removes it when this process dies.
 */
export async function startContainer(options: ContainerOptions): Promise<RunningContainer> {
  const client = await getContainerRuntimeClient();
  const address = { host: client.info.containerRuntime.host, port: await freePort() };
  const container = await new GenericContainer(options.image)
    .withExposedPorts({ container: options.containerPort, host: address.port })
    .withEnvironment(options.environment(address))
    .withStartupTimeout(START_LIMIT_MS)
    .start();
  const untilAnswering = async (): Promise<void> => {
    const deadline = performance.now() + START_LIMIT_MS;
    while (!(await options.answers(address))) {
      if (performance.now() > deadline) throw new Error(`${options.image} did not answer within ${START_LIMIT_MS} ms`);
      await sleep(POLL_MS);
    }
  };
  const kill = async (): Promise<void> => {
    await client.container.getById(container.getId()).kill({ signal: 'SIGKILL' });
  };
  try {
    await untilAnswering();
  } catch (error) {
    await container.stop();
    throw error;
  }
  return {
    address,
    kill,
    restart: async () => {
      // Already dead after `kill`; running where only a restart is asked for.
      await kill().catch(() => undefined);
      await client.container.getById(container.getId()).start();
      await untilAnswering();
    },
    stop: async () => {
      await container.stop();
    },
  };
}
