import { readFileSync } from 'node:fs';
import { getCACertificates } from 'node:tls';
import { outboundRules } from '@passback/powerschool';
import { type Operator, STRICT_OPERATOR } from '@passback/service-host';
import { ConfigError, currentSecret, type Environment } from '@passback/service-kit';
import { LIMITS } from './limits.ts';
import type { NotificationsContext } from './notifications-context.ts';
import { webhookAt } from './send/address-book.ts';
import type { Channel } from './send/channel.ts';
import { FolderChannel } from './send/folder-channel.ts';
import { SmtpChannel } from './send/smtp-channel.ts';
import { WebhookChannel } from './send/webhook-channel.ts';
import type { NotificationsSettings } from './settings.ts';

/** The way of mails that the settings name; null where they name none. Throws `ConfigError` for what cannot be used. */
export function mailChannel(settings: NotificationsSettings, env: Environment): Channel | null {
  const { SMTP_URL: url, MAIL_FOLDER: folder, MAIL_FROM: from, CONSOLE_PUBLIC_URL: consoleUrl = null } = settings;
  if (folder !== undefined) return new FolderChannel(folder, { from, consoleUrl });
  if (url === undefined) return null;
  const { SMTP_USERNAME: user, SMTP_CA_FILE: file } = settings;
  const password = (): string => currentSecret(env, 'SMTP_PASSWORD') ?? '';
  if (user !== undefined && password() === '')
    throw new ConfigError([{ path: 'SMTP_PASSWORD', message: 'is needed with SMTP_USERNAME' }]);
  return new SmtpChannel({
    ...{ url, from, consoleUrl, timeoutMs: LIMITS.answerMs },
    isTlsRequired: settings.SMTP_TLS === 'required',
    credentials: () => (user === undefined ? null : { user, pass: password() }),
    ...(file !== undefined && { authorities: [...getCACertificates('default'), readAuthorities(file)] }),
  });
}

export function webhookChannel(
  settings: NotificationsSettings,
  { ledger, secrets, clock }: NotificationsContext,
  { allowedHosts }: Operator = STRICT_OPERATOR,
): Channel {
  const rules = outboundRules({ allowedHosts });
  const consoleUrl = settings.CONSOLE_PUBLIC_URL ?? null;
  return new WebhookChannel(
    { consoleUrl, rules, timeoutMs: LIMITS.answerMs, now: () => clock.now() },
    async ({ addressee, content }) => {
      const district = await ledger.districts.get(content.districtId);
      return district === null ? null : webhookAt(district, addressee.address, secrets);
    },
  );
}

function readAuthorities(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code;
    throw new ConfigError([{ path: 'SMTP_CA_FILE', message: `names a file that cannot be read (${why}): ${file}` }]);
  }
}
