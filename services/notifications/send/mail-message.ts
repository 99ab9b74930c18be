import MailComposer from 'nodemailer/lib/mail-composer';
import { htmlBody, textBody } from '../render/mail-body.ts';
import { renderMessage } from '../render/sections.ts';
import type { Outgoing } from './channel.ts';

export interface MailOptions {
  /** `Name <address>` or the address. */
  readonly from: string;
  /** Of the console as people reach it; null where they do not. */
  readonly consoleUrl: string | null;
}

/** The same for the same message, however often it is made: by it a mail server's log, and mailboxes, tell that it is one. */
export function messageIdOf(notificationId: string, from: string): string {
  return `<${notificationId}@${addressIn(from).split('@').at(-1) ?? 'localhost'}>`;
}

/** The address of `Name <address>`. */
export function addressIn(from: string): string {
  return /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();
}

/** The whole mail as it goes over the wire, text and HTML, with the headers of RFC 8058 where one can unsubscribe. */
export async function composeMail(outgoing: Outgoing, { from, consoleUrl }: MailOptions): Promise<Buffer> {
  const { notificationId, addressee, content, unsubscribeUrl } = outgoing;
  const rendered = renderMessage(content, consoleUrl);
  const composer = new MailComposer({
    from,
    to: addressee.address,
    subject: rendered.subject,
    text: textBody(rendered, unsubscribeUrl),
    html: htmlBody(rendered, unsubscribeUrl),
    messageId: messageIdOf(notificationId, from),
    headers: {
      // No answer of a machine is wanted (RFC 3834).
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      ...(unsubscribeUrl !== null && {
        'List-Unsubscribe': `<${unsubscribeUrl}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  return composer.compile().build();
}
