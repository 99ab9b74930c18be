import type { GrpcFiles } from '@passback/service-kit';
import { type TProperties, Type } from 'typebox';
import { type PluginSettings, pluginSettings } from './plugin/plugin-settings.ts';
import { type OidcEnvironment, oidcSettings } from './sign-in/oidc/oidc-settings.ts';

/** An address that people follow: http or https, without credentials, since everybody who is signed in is shown it. */
const Link = Type.String({ format: 'uri', pattern: '^https?://[^\\s/@?#]+([/?#]\\S*)?$', maxLength: 2_000 });

/** What the console reads from its environment beside the common keys. */
export const consoleSettings = {
  /** Port of the HTTP API; 0 takes any free one. */
  CONSOLE_PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 4000 }),
  /** Interface to listen on. */
  CONSOLE_HOST: Type.String({ minLength: 1, default: '0.0.0.0' }),
  /** JSON file of districts that are created or updated at start. */
  DISTRICTS_FILE: Type.Optional(Type.String({ minLength: 1 })),
  /** How long the audit log of commands is kept: by default a school year, and the beginning of the next. */
  AUDIT_RETENTION_DAYS: Type.Integer({ minimum: 30, maximum: 3_650, default: 400 }),
  /** How long it is told of a unit what each attempt asked and was answered: a term, and what is asked about after it. */
  ATTEMPT_RETENTION_DAYS: Type.Integer({ minimum: 7, maximum: 3_650, default: 90 }),
  /** How long nights and other runs are listed: as the audit log. */
  RUN_RETENTION_DAYS: Type.Integer({ minimum: 30, maximum: 3_650, default: 400 }),
  /** How long terms that PowerSchool gave are kept: a school year; what is asked for again is fetched again. */
  TERM_RETENTION_DAYS: Type.Integer({ minimum: 7, maximum: 3_650, default: 400 }),
  /** Folder of the built page, where it is not the one beside this service. */
  WEB_ROOT: Type.Optional(Type.String({ minLength: 1 })),
  /** Addresses or networks of the proxies before this service, separated by commas: their `X-Forwarded-For` says who calls. */
  TRUSTED_PROXIES: Type.String({ default: '' }),
  /** Where people find traces and metrics, and what to do by symptom; left out: nowhere that the console knows of. */
  JAEGER_URL: Type.Optional(Link),
  GRAFANA_URL: Type.Optional(Link),
  RUNBOOK_URL: Type.Optional(Link),
  ...oidcSettings,
  ...pluginSettings,
} satisfies TProperties;

export interface ConsoleSettings extends GrpcFiles, OidcEnvironment, PluginSettings {
  readonly CONSOLE_PORT: number;
  readonly CONSOLE_HOST: string;
  readonly TRUSTED_PROXIES: string;
  readonly WEB_ROOT?: string;
  readonly JAEGER_URL?: string;
  readonly GRAFANA_URL?: string;
  readonly RUNBOOK_URL?: string;
  readonly DISTRICTS_FILE?: string;
  readonly AUDIT_RETENTION_DAYS: number;
  readonly ATTEMPT_RETENTION_DAYS: number;
  readonly RUN_RETENTION_DAYS: number;
  readonly TERM_RETENTION_DAYS: number;
  /** `host:port` where rules and delivery answer gRPC. */
  readonly RULES_ADDRESS: string;
  readonly DELIVERY_ADDRESS: string;
}
