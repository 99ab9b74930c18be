import {
  type ChannelCredentials,
  credentials,
  experimental,
  type ServerInterceptor,
  ServerInterceptingCall,
  ServerCredentials,
  status,
} from '@grpc/grpc-js';
import type { HealthCheck } from '../health/health.ts';
import { CertificateFiles } from '../tls/certificate-files.ts';
import { readTlsFiles, TlsFileError, type TlsFiles } from '../tls/tls-files.ts';

/** Files of mutual TLS between services: all of them or none, of the settings that all processes share. */
export interface GrpcFiles {
  readonly GRPC_CA_FILE?: string;
  readonly GRPC_CERTIFICATE_FILE?: string;
  readonly GRPC_KEY_FILE?: string;
}

/** Who may call the methods of a service, by name in its definition: the names of services. */
export type Callers = Readonly<Record<string, readonly string[]>>;

/** The same for every method of a service's definition: none is forgotten. */
export type CallersOf<Service> = {
  readonly [Method in keyof Service & string as Capitalize<Method>]: readonly string[];
};

/** What a certificate calls a service: its URI names are `spiffe://passback/<service>`. */
const IDENTITY = /(?:^|, )URI:spiffe:\/\/passback\/([a-z-]+)(?=,|$)/g;
const NOT_OURS: readonly string[] = [];
/** Every service of ours may ask another whether it is well. */
const HEALTH = '/grpc.health.v1.Health/';

/** The settings by name, in the order in which they are told of. */
const NAMES = ['GRPC_CA_FILE', 'GRPC_CERTIFICATE_FILE', 'GRPC_KEY_FILE'] as const;

/** Null where none of the files is given: calls are then in plain text. Throws `TlsFileError` for what is of no use, or half of it. */
export function grpcCertificates(settings: GrpcFiles, reloadMs?: number): CertificateFiles | null {
  const files = filesOf(settings);
  return files === null ? null : new CertificateFiles('GRPC', files, reloadMs);
}

function filesOf(settings: GrpcFiles): Required<TlsFiles> | null {
  const given = NAMES.find((name) => settings[name] !== undefined);
  if (given === undefined) return null;
  for (const name of NAMES)
    if (settings[name] === undefined) throw new TlsFileError(name, `must be given with ${given}`);
  const {
    GRPC_CA_FILE: caFile = '',
    GRPC_CERTIFICATE_FILE: certificateFile = '',
    GRPC_KEY_FILE: keyFile = '',
  } = settings;
  return { caFile, certificateFile, keyFile };
}

/** Whether the files are of use at this moment, the own certificate's time included; nothing to check where there are none. */
export function certificateChecks(settings: GrpcFiles): readonly HealthCheck[] {
  const files = filesOf(settings);
  if (files === null) return [];
  return [{ name: 'certificate', check: async () => void readTlsFiles('GRPC', files) }];
}

export function clientCredentials(certificates: CertificateFiles | null): ChannelCredentials {
  if (certificates === null) return credentials.createInsecure();
  return experimental.createCertificateProviderChannelCredentials(certificates, certificates);
}

export function serverCredentials(certificates: CertificateFiles | null): ServerCredentials {
  if (certificates === null) return ServerCredentials.createInsecure();
  return experimental.createCertificateProviderServerCredentials(certificates, certificates, true);
}

/** Refuses who is not named in `callers` for the method; only where callers show certificates at all. */
export function callersOnly(callers: Callers): ServerInterceptor {
  const paths = new Map(Object.entries(callers));
  return (method, call) => {
    const allowed = paths.get(methodOf(method.path)) ?? NOT_OURS;
    const who = identitiesIn(call.getAuthContext().sslPeerCertificate?.subjectaltname ?? '');
    const isAllowed = method.path.startsWith(HEALTH) ? who.length > 0 : who.some((name) => allowed.includes(name));
    if (isAllowed) return new ServerInterceptingCall(call);
    const details = `${who[0] ?? 'a caller without a name of ours'} may not call ${method.path}`;
    // The call ends before its message is read.
    const onReceiveMetadata = (): void => call.sendStatus({ code: status.PERMISSION_DENIED, details });
    return new ServerInterceptingCall(call, { start: (next) => next({ onReceiveMetadata }) });
  };
}

function methodOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function identitiesIn(subjectAltName: string): string[] {
  return [...subjectAltName.matchAll(IDENTITY)].map(([, name = '']) => name);
}
