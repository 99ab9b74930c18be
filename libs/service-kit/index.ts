export { type Clock, systemClock } from './runtime/clock.ts';
export { DiskFlush } from './runtime/disk-flush.ts';
export { type App, runAsProcess, stopInOrder, type StopStep } from './runtime/lifecycle.ts';
export { within } from './runtime/within.ts';
export { onStopSignals } from './runtime/stop-signals.ts';
export { createLogger, type Logger } from './logging/logger.ts';
export {
  Address,
  type CommonSettings,
  commonSettings,
  ConfigError,
  type Environment,
  loadConfig,
  Port,
  type SettingsOf,
} from './config/config.ts';
export { isMailAddress } from './config/mail-address.ts';
export { webhookKey } from './config/webhook-key.ts';
export {
  currentSecret,
  DEFAULT_SECRET_ENV_PREFIX,
  fileSettingOf,
  SECRET_SETTINGS,
  withSecretFiles,
} from './config/secret-files.ts';
export { compileValidator, createAjv, type FieldError, fieldErrors, type Validated } from './config/validation.ts';
export { Health, type HealthCheck, type HealthReport } from './health/health.ts';
export { ErrorsSchema, problemAnswer } from './http/problem-schema.ts';
export { closeLingering, LINGER_LIMIT } from './http/lingering-close.ts';
export { HttpProblem, type Problem } from './http/problem.ts';
export { inRequestSpan } from './http/in-request-span.ts';
export { createHttpServer, HTTP_LIMITS, type HttpServer, type HttpServerOptions } from './http/server.ts';
export { readTrustedProxies } from './http/trusted-proxies.ts';
export { REFUSAL_LIMIT } from './http/refusal-limit.ts';
export { Authorization, type TokenGrant, type TokenRole } from './http/authorization.ts';
export { createGrpcClient, isUnavailable, unaryCall } from './grpc/client.ts';
export { type CallersOf, certificateChecks, type GrpcFiles, grpcCertificates } from './grpc/security.ts';
export { tlsTrouble } from './tls/tls-trouble.ts';
export { readTlsFiles, tlsErrors, TlsFileError, type TlsFiles, type TlsMaterial } from './tls/tls-files.ts';
export { GrpcEndpoint } from './grpc/endpoint.ts';
export { unaryHandler } from './grpc/handler.ts';
export {
  type GrpcServerOptions,
  type GrpcSettings,
  RpcError,
  type RunningGrpcServer,
  startGrpcServer,
} from './grpc/server.ts';
export { parseJson } from './json/parse-json.ts';
export { type JsonLimits, scanJson } from './json/scan-json.ts';
export { decodeKeys, isReference, loadSecrets, type SecretPlace, Secrets } from './secrets/secrets.ts';
export { isBrokenToken, type MadeToken, makeToken, TOKEN_MARK } from './secrets/bearer-token.ts';
export { FairMap } from './shares/fair-map.ts';
