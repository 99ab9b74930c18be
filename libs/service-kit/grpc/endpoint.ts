import type { Health } from '../health/health.ts';
import { startProbeServer } from '../http/server.ts';
import type { StopStep } from '../runtime/lifecycle.ts';
import { type GrpcServerOptions, type RunningGrpcServer, startGrpcServer } from './server.ts';

/** Calls in hand are answered before the process ends, up to here: longer than any caller's deadline. */
const CALLS_LIMIT_MS = 5_000;
const CLOSE_LIMIT_MS = 2_000;

/** How a service that speaks gRPC meets the outside: its calls and, apart from them, its probes. */
export class GrpcEndpoint {
  readonly #name: string;
  #server: RunningGrpcServer | null = null;
  #probes: Awaited<ReturnType<typeof startProbeServer>> | null = null;

  /** `name`: the service's, for the error of who asks too early. */
  constructor(name: string) {
    this.#name = name;
  }

  /** `host:port` where calls are answered; throws before `startCalls`. */
  get address(): string {
    return this.#started(this.#server).address;
  }

  /** Throws before `startProbes`. */
  get probePort(): number {
    return this.#started(this.#probes).port;
  }

  async startProbes(health: Health, port: number): Promise<void> {
    this.#probes = await startProbeServer(health, port);
  }

  async startCalls(options: GrpcServerOptions): Promise<void> {
    this.#server = await startGrpcServer(options);
  }

  /** Takes no more calls and answers those in hand: the first of what a service stops. */
  get stopCalls(): StopStep {
    return {
      name: 'grpc',
      limitMs: CALLS_LIMIT_MS + CLOSE_LIMIT_MS,
      stop: async () => this.#server?.stop(CALLS_LIMIT_MS),
    };
  }

  /** The last of what a service stops: until then it says that it is not ready. */
  get stopProbes(): StopStep {
    return { name: 'probes', limitMs: CLOSE_LIMIT_MS, stop: async () => this.#probes?.close() };
  }

  #started<T>(part: T | null): T {
    if (part === null) throw new Error(`${this.#name} is not started`);
    return part;
  }
}
