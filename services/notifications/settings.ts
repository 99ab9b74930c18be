import { type TProperties, Type } from 'typebox';

/** An http or https URL without a slash, query or fragment at its end. */
const PUBLIC_URL = '^https?://[^\\s?#]+[^\\s?#/]$';

/** What notifications reads from its environment beside the common keys. */
export const notificationsSettings = {
  /** Port of `/unsubscribe`, `/livez` and `/readyz`; 0 takes any free one. */
  NOTIFICATIONS_PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 4002 }),
  /** Interface to listen on. */
  NOTIFICATIONS_HOST: Type.String({ minLength: 1, default: '0.0.0.0' }),
  /** This service as people reach it, for the link by which they unsubscribe; left out: mails have no such link. */
  NOTIFICATIONS_PUBLIC_URL: Type.Optional(Type.String({ pattern: PUBLIC_URL })),
  /** The console as people reach it, for links in messages; left out: there are none. */
  CONSOLE_PUBLIC_URL: Type.Optional(Type.String({ pattern: PUBLIC_URL })),
  /** `smtps://host:465` or `smtp://host:587`, without credentials; left out: mails wait, a day at most. */
  SMTP_URL: Type.Optional(Type.String({ pattern: '^smtps?://[^\\s@/]+/?$' })),
  /** Whether `smtp://` goes over to TLS before anything is said; `off` only for a relay in one's own network. */
  SMTP_TLS: Type.Enum(['required', 'off'] as const, { default: 'required' }),
  SMTP_USERNAME: Type.Optional(Type.String({ minLength: 1 })),
  SMTP_PASSWORD: Type.Optional(Type.String({ minLength: 1 })),
  /** PEM file of authorities that are trusted beside the system's when the mail server shows its certificate. */
  SMTP_CA_FILE: Type.Optional(Type.String({ minLength: 1 })),
  /** Whom mails are from: `Name <address>` or the address. */
  MAIL_FROM: Type.String({
    pattern: '^([^<>\\r\\n]+<[^<>@\\s]+@[^<>@\\s]+>|[^<>@\\s]+@[^<>@\\s]+)$',
    default: 'passback@localhost',
  }),
  /** Folder that mails are written to instead of being sent: for the demo. */
  MAIL_FOLDER: Type.Optional(Type.String({ minLength: 1 })),
  /** Addresses, with commas between, that are told of every district what its admins are. */
  OPERATOR_EMAILS: Type.String({ default: '' }),
  /** Messages that this process sends in a minute at most. */
  MESSAGES_PER_MINUTE: Type.Integer({ minimum: 1, maximum: 10_000, default: 120 }),
  /** How often the ledger is asked what is due, and nights that have ended are looked for; events only make it sooner. */
  NOTIFICATIONS_POLL_MS: Type.Integer({ minimum: 50, maximum: 600_000, default: 15_000 }),
  /** How often what is held, and why, is measured: it goes through all units of each district. */
  HELD_MEASURED_MS: Type.Integer({ minimum: 100, maximum: 86_400_000, default: 300_000 }),
  /** How long a message stays in hand without a sign of life of its process. */
  NOTIFICATIONS_LEASE_MS: Type.Integer({ minimum: 1_000, maximum: 3_600_000, default: 300_000 }),
  /** Consumer group; replicas share the wake-ups. */
  NOTIFICATIONS_GROUP: Type.String({ pattern: '^[A-Za-z0-9._-]{1,200}$', default: 'passback-notifications' }),
  /** How long it is told who was told what: as nights are. */
  NOTIFICATION_RETENTION_DAYS: Type.Integer({ minimum: 30, maximum: 3_650, default: 400 }),
} satisfies TProperties;

export interface NotificationsSettings {
  readonly NOTIFICATIONS_PORT: number;
  readonly NOTIFICATIONS_HOST: string;
  readonly NOTIFICATIONS_PUBLIC_URL?: string;
  readonly CONSOLE_PUBLIC_URL?: string;
  readonly SMTP_URL?: string;
  readonly SMTP_TLS: 'required' | 'off';
  readonly SMTP_USERNAME?: string;
  readonly SMTP_PASSWORD?: string;
  readonly SMTP_CA_FILE?: string;
  readonly MAIL_FROM: string;
  readonly MAIL_FOLDER?: string;
  readonly OPERATOR_EMAILS: string;
  readonly MESSAGES_PER_MINUTE: number;
  readonly NOTIFICATIONS_POLL_MS: number;
  readonly HELD_MEASURED_MS: number;
  readonly NOTIFICATIONS_LEASE_MS: number;
  readonly NOTIFICATIONS_GROUP: string;
  readonly NOTIFICATION_RETENTION_DAYS: number;
}
