import path from 'node:path';
import { otelErrors } from '@passback/telemetry';
import { type Static, type TObject, type TProperties, Type } from 'typebox';
import { compileValidator, type FieldError } from './validation.ts';
import { DEFAULT_SECRET_ENV_PREFIX, withSecretFiles } from './secret-files.ts';

/** The settings of a process are wrong; the message names every one of them. */
export class ConfigError extends Error {
  readonly errors: readonly FieldError[];
  constructor(errors: readonly FieldError[]) {
    super(
      `The settings of this process are wrong:\n${errors.map(({ path: key, message }) => `  ${key} ${message}`).join('\n')}`,
    );
    this.name = 'ConfigError';
    this.errors = errors;
  }
}

/** `host:port`. */
const Address = Type.String({ pattern: '^[^:\\s]+:\\d{1,5}$' });
const File = Type.String({ minLength: 1, maxLength: 4_096 });
export const Port = Type.Integer({ minimum: 0, maximum: 65535 });

/** Keys that every process reads. */
const commonSettings = {
  /** `embedded:<folder>` or `kafka://host:port,host:port`. */
  MESSAGING_URL: Type.String({ pattern: '^(embedded:.+|kafka://.+)$' }),
  /** `sqlite:<file>` or `mongodb://…`. */
  LEDGER_URL: Type.String({ pattern: '^(sqlite:.+|mongodb(\\+srv)?://.+)$' }),
  /** Whether brokers are reached over TLS, and the PEM files for it: whom to trust, and what to show where brokers ask for it. */
  KAFKA_TLS: Type.Boolean({ default: false }),
  KAFKA_CA_FILE: Type.Optional(File),
  KAFKA_CERTIFICATE_FILE: Type.Optional(File),
  KAFKA_KEY_FILE: Type.Optional(File),
  /** How this process says to brokers who it is; left out: not, or by its certificate alone. */
  KAFKA_SASL_MECHANISM: Type.Optional(Type.Enum(['plain', 'scram-sha-256', 'scram-sha-512', 'oauthbearer'] as const)),
  KAFKA_USERNAME: Type.Optional(Type.String({ minLength: 1 })),
  KAFKA_PASSWORD: Type.Optional(Type.String({ minLength: 1 })),
  /** Of `oauthbearer`: where tokens are asked for with the client's credentials; https, and without credentials in it. */
  KAFKA_OAUTH_TOKEN_URL: Type.Optional(Type.String({ pattern: '^https://[^@\\s]+$' })),
  KAFKA_OAUTH_CLIENT_ID: Type.Optional(Type.String({ minLength: 1 })),
  KAFKA_OAUTH_CLIENT_SECRET: Type.Optional(Type.String({ minLength: 1 })),
  KAFKA_OAUTH_SCOPE: Type.Optional(Type.String({ minLength: 1 })),
  /**
   * How many brokers have each message of a topic, and how many of them before it is answered for. Where they are given, topics are created
   * so, and a process whose topics have less is not ready.
   */
  TOPIC_REPLICATION: Type.Optional(Type.Integer({ minimum: 1, maximum: 15 })),
  TOPIC_MIN_IN_SYNC: Type.Optional(Type.Integer({ minimum: 1, maximum: 15 })),
  /** PEM files of mutual TLS between services, all of them or none. */
  GRPC_CA_FILE: Type.Optional(File),
  GRPC_CERTIFICATE_FILE: Type.Optional(File),
  GRPC_KEY_FILE: Type.Optional(File),
  /** Where the embedded defaults keep their files. */
  DATA_DIR: Type.String({ minLength: 1 }),
  /** pino level. */
  LOG_LEVEL: Type.String({ pattern: '^(trace|debug|info|warn|error|fatal|silent)$' }),
  /**
   * 32 bytes in hex or base64 that seal PowerSchool's secrets; without it a key file under DATA_DIR is made and used. Of a list, with commas
   * between, the first seals and all open.
   */
  SECRETS_KEY: Type.Optional(Type.String()),
  /** What the names of variables begin with that `env:NAME` in DISTRICTS_FILE may refer to. */
  SECRET_ENV_PREFIX: Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_]*$', default: DEFAULT_SECRET_ENV_PREFIX }),
  /** `host` or `host:port`, with commas between: PowerSchools that may be reached over http and at addresses that are not public. */
  POWERSCHOOL_ALLOWED_HOSTS: Type.String({ default: '' }),
  /** The demo, whose token, key and secret everybody knows; anywhere else they are refused. */
  PASSBACK_DEMO: Type.Boolean({ default: false }),
  /** Where this process answers gRPC of grading-periods, rules and delivery, or finds it. */
  GRADING_PERIODS_ADDRESS: Address,
  RULES_ADDRESS: Address,
  DELIVERY_ADDRESS: Address,
  /** The interface that gRPC is bound to; only where other machines call, as in a container, is it another than loopback. */
  GRPC_BIND_HOST: Type.String({ minLength: 1, default: '127.0.0.1' }),
  /** Whether gRPC tells callers what there is to call, for people who try it out. */
  GRPC_REFLECTION: Type.Boolean({ default: false }),
} satisfies TProperties;

export type Environment = Readonly<Record<string, string | undefined>>;

function defaults(env: Environment): Record<string, string> {
  const dataDir = env['DATA_DIR'] ?? '.passback';
  return {
    DATA_DIR: dataDir,
    MESSAGING_URL: `embedded:${path.join(dataDir, 'messaging')}`,
    LEDGER_URL: `sqlite:${path.join(dataDir, 'ledger.sqlite')}`,
    LOG_LEVEL: 'info',
    GRADING_PERIODS_ADDRESS: '127.0.0.1:4101',
    RULES_ADDRESS: '127.0.0.1:4102',
    DELIVERY_ADDRESS: '127.0.0.1:4103',
  };
}

type CommonSettings = Static<TObject<typeof commonSettings>>;

/** The settings of a process: the common ones, and its own. */
export type SettingsOf<P extends TProperties> = CommonSettings & Static<TObject<P>>;

/** What Node itself would take from the environment, and no process of ours may run with. */
function unsafe(env: Environment): FieldError[] {
  return env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0'
    ? [
        {
          path: 'NODE_TLS_REJECT_UNAUTHORIZED',
          message:
            'must not be 0: certificates are always verified; an authority of your own is trusted by NODE_EXTRA_CA_CERTS',
        },
      ]
    : [];
}

/**
 * Reads the settings of a process: the common ones and its own, of which `own` says type, limits and default.
 * Secrets may stand in files, see `SECRET_SETTINGS`. Throws `ConfigError`, which names every wrong key, those of OpenTelemetry included.
 * Empty values count as not set.
 */
export function loadConfig<P extends TProperties>(own: P, env: Environment): SettingsOf<P> {
  const schema = Type.Object({ ...commonSettings, ...own });
  const { env: whole, errors: fileErrors } = withSecretFiles(env);
  const given = Object.fromEntries(
    Object.entries(whole).filter(([key, value]) => key in schema.properties && value !== undefined && value !== ''),
  );
  const checked = compileValidator(schema, { coerceTypes: true })({ ...defaults(env), ...given });
  const errors = [...(checked.ok ? [] : checked.errors), ...fileErrors, ...otelErrors(env), ...unsafe(env)];
  if (!checked.ok || errors.length > 0) throw new ConfigError(errors);
  return checked.value as SettingsOf<P>;
}
