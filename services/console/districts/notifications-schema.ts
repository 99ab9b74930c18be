import { LANGUAGES } from '@passback/domain';
import { WEEKDAYS } from '@passback/ledger';
import { isMailAddress, webhookKey } from '@passback/service-kit';
import { type Static, Type } from 'typebox';
import { CONSOLE_LIMITS } from '../limits.ts';
import { byDefault, ReadOnly, TimeOfDay } from './schema-parts.ts';

const MAIL_LENGTH = 254;
const URL_LENGTH = 1_000;

const QuietHours = Type.Object({ from: TimeOfDay, to: TimeOfDay }, { additionalProperties: false });

const Webhook = Type.Object(
  {
    url: Type.String({ format: 'webhook-url', maxLength: URL_LENGTH }),
    secret: Type.Optional(
      Type.String({
        format: 'webhook-secret',
        minLength: 16,
        maxLength: 500,
        writeOnly: true,
        description:
          'By which the receiver knows that it is from here (Standard Webhooks): `whsec_` and base64 of 16 bytes at least, or any text; left out, the one ' +
          'that is stored for this URL stays. It never comes back',
      }),
    ),
    secretSet: ReadOnly,
    shape: byDefault(Type.Enum(['json', 'slack', 'teams'], { default: 'json' })),
  },
  { additionalProperties: false },
);

/** Who is told what of a district, and when not. */
export const Notifications = Type.Object(
  {
    language: byDefault(Type.Enum([...LANGUAGES], { default: 'en' })),
    admins: byDefault(
      Type.Array(Type.String({ format: 'mail-address', maxLength: MAIL_LENGTH }), {
        maxItems: CONSOLE_LIMITS.notified,
        uniqueItems: true,
        default: [],
        description: 'Who is told when a night failed, is late, or something holds a whole school or district',
      }),
    ),
    webhooks: byDefault(Type.Array(Webhook, { maxItems: CONSOLE_LIMITS.webhooks, default: [] })),
    quietHours: byDefault(
      Type.Unsafe<Static<typeof QuietHours> | null>({
        ...QuietHours,
        nullable: true,
        default: { from: '20:00', to: '06:00' },
        description: "When nothing is sent, by the district's clock; over midnight where `to` is earlier; null: never",
      }),
    ),
    quietDays: byDefault(Type.Array(Type.Enum([...WEEKDAYS]), { maxItems: 6, uniqueItems: true, default: [] })),
    teacherDigest: byDefault(
      Type.Boolean({
        default: false,
        description:
          'Teachers are told in the morning of what they can do something about; needs their addresses in the staff',
      }),
    ),
    morningBy: byDefault(
      Type.String({ ...TimeOfDay, default: '07:00', description: 'A night that is not finished by then is late' }),
    ),
  },
  { additionalProperties: false },
);

export type GivenNotifications = Static<typeof Notifications>;

export const NOTIFICATION_FORMATS = {
  'mail-address': { words: 'must be an address of a mailbox, as ada@example.org', validate: isMailAddress },
  'webhook-url': { words: 'must be an https URL without credentials and fragment', validate: isWebhookUrl },
  'webhook-secret': {
    words: 'must be the secret itself; one that begins with whsec_ has base64 of 16 bytes at least behind it',
    validate: (text: string) => !text.startsWith('sealed:') && !text.startsWith('env:') && webhookKey(text) !== null,
  },
} as const;

/** http too, where the operator allows the host: that is judged with the address. */
function isWebhookUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hash } = new URL(text);
  return /^https?:$/.test(protocol) && [username, password, hash].every((part) => part === '');
}
