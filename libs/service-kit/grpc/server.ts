import { ReflectionService } from '@grpc/reflection';
import type { status } from '@grpc/grpc-js';
import { Server, ServerCredentials, type ServiceDefinition, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { loadFileDescriptorSetFromBuffer } from '@grpc/proto-loader';
import { HealthImplementation } from 'grpc-health-check';

/** A failed call with its gRPC status; thrown by handlers. */
export class RpcError extends Error {
  readonly code: status;
  readonly details: string;
  constructor(code: status, details: string, cause?: unknown) {
    super(details, { cause });
    this.name = 'RpcError';
    this.code = code;
    this.details = details;
  }
}

/** Largest message that is taken, in bytes. */
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

export interface GrpcServerOptions {
  /** `host:port`; a host that is not loopback is the name others dial, and then all interfaces are bound. Port 0: any free one. */
  readonly address: string;
  readonly service: ServiceDefinition;
  readonly implementation: UntypedServiceImplementation;
  /** Fully qualified, as `passback.rules.v1.RulesService`: for the health service. */
  readonly serviceName: string;
  /** FileDescriptorSet, for reflection. */
  readonly descriptors: Uint8Array;
}

export interface RunningGrpcServer {
  /** `127.0.0.1:port`, or `host:port` as others dial it. */
  readonly address: string;
  /** Lets calls in hand end (at most `limitMs`), then closes. */
  stop(limitMs: number): Promise<void>;
}

function bindAddress(address: string): string {
  const port = address.slice(address.lastIndexOf(':') + 1);
  const host = address.slice(0, address.lastIndexOf(':'));
  return host === '127.0.0.1' || host === 'localhost' ? `127.0.0.1:${port}` : `0.0.0.0:${port}`;
}

/** Starts a gRPC server with health and reflection beside the service. */
export async function startGrpcServer(options: GrpcServerOptions): Promise<RunningGrpcServer> {
  const server = new Server({ 'grpc.max_receive_message_length': MAX_MESSAGE_BYTES });
  server.addService(options.service, options.implementation);
  const health = new HealthImplementation({ '': 'SERVING', [options.serviceName]: 'SERVING' });
  health.addToServer(server);
  new ReflectionService(loadFileDescriptorSetFromBuffer(Buffer.from(options.descriptors))).addToServer(server);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(bindAddress(options.address), ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return {
    address: `${options.address.slice(0, options.address.lastIndexOf(':'))}:${port}`,
    stop: (limitMs) =>
      new Promise((resolve) => {
        health.setStatus('', 'NOT_SERVING');
        const force = setTimeout(() => {
          server.forceShutdown();
          resolve();
        }, limitMs);
        server.tryShutdown(() => {
          clearTimeout(force);
          resolve();
        });
      }),
  };
}
