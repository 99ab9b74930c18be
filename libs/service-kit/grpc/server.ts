import type { status } from '@grpc/grpc-js';
import { Server, type ServiceDefinition, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { HealthImplementation } from 'grpc-health-check';
import { type Callers, callersOnly, type GrpcFiles, grpcCertificates, serverCredentials } from './security.ts';

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

/** Where calls are answered unless told otherwise: nobody but this machine can dial it. */
const LOOPBACK = '127.0.0.1';

/** How a process meets other processes over gRPC; of the settings that all share. */
export interface GrpcSettings extends GrpcFiles {
  /** The interface to bind; left out: loopback. */
  readonly GRPC_BIND_HOST?: string;
  /** Whether to tell callers what there is to call; left out: no. */
  readonly GRPC_REFLECTION?: boolean;
}

export interface GrpcServerOptions {
  /** `host:port` as others dial it; only the port is bound. Port 0: any free one. */
  readonly address: string;
  readonly settings?: GrpcSettings;
  readonly service: ServiceDefinition;
  readonly implementation: UntypedServiceImplementation;
  /** Fully qualified, as `passback.rules.v1.RulesService`: for the health service. */
  readonly serviceName: string;
  /** Who may call each method, where services show certificates; left out: nobody. */
  readonly callers?: Callers;
  /** FileDescriptorSet, for reflection. */
  readonly descriptors: Uint8Array;
  /** How soon changed certificates are used, in milliseconds; left out: 10 s. */
  readonly reloadMs?: number;
}

export interface RunningGrpcServer {
  /** `127.0.0.1:port`, or `host:port` as others dial it. */
  readonly address: string;
  /** Lets calls in hand end (at most `limitMs`), then closes. */
  stop(limitMs: number): Promise<void>;
}

/** The interface is a setting of its own: what others dial may be the name of many machines, or of one in front of them. */
function bindAddress(address: string, host: string): string {
  const port = address.slice(address.lastIndexOf(':') + 1);
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/**
 * Starts a gRPC server with health beside the service, and reflection where it is asked for. With the files of mutual TLS it takes calls only
 * of those who show a certificate of that authority, and each method only of its callers. Throws `TlsFileError`.
 */
export async function startGrpcServer(options: GrpcServerOptions): Promise<RunningGrpcServer> {
  const { GRPC_BIND_HOST = LOOPBACK, GRPC_REFLECTION = false } = options.settings ?? {};
  const certificates = grpcCertificates(options.settings ?? {}, options.reloadMs);
  const server = new Server({
    'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
    ...(certificates !== null && { interceptors: [callersOnly(options.callers ?? {})] }),
  });
  server.addService(options.service, options.implementation);
  const health = new HealthImplementation({ '': 'SERVING', [options.serviceName]: 'SERVING' });
  health.addToServer(server);
  if (GRPC_REFLECTION) {
    const { addReflection } = await import('./reflection.ts');
    addReflection(server, options.descriptors);
  }
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(bindAddress(options.address, GRPC_BIND_HOST), serverCredentials(certificates), (error, bound) =>
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
