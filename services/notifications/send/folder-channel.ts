import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { htmlBody } from '../render/mail-body.ts';
import { renderMessage } from '../render/sections.ts';
import type { Channel, Outgoing, SendEnd } from './channel.ts';
import { composeMail, type MailOptions } from './mail-message.ts';

/** Mail into a folder, for the demo: each as it would go over the wire (`.eml`), and as a page to look at. */
export class FolderChannel implements Channel {
  readonly #folder: string;
  readonly #options: MailOptions;

  constructor(folder: string, options: MailOptions) {
    this.#folder = folder;
    this.#options = options;
  }

  async send(outgoing: Outgoing, beginBody: () => Promise<boolean>): Promise<SendEnd> {
    const { content, notificationId, unsubscribeUrl } = outgoing;
    const mail = await composeMail(outgoing, this.#options);
    if (!(await beginBody())) return { kind: 'taken' };
    try {
      await mkdir(this.#folder, { recursive: true });
      const file = path.join(this.#folder, `${content.date}-${notificationId.slice(0, SHOWN_ID)}`);
      await writeFile(`${file}.eml`, mail);
      const page = htmlBody(renderMessage(content, this.#options.consoleUrl), unsubscribeUrl);
      await writeFile(`${file}.html`, page);
    } catch (error) {
      // Written over the next time: the name is the message's own.
      return { kind: 'again', code: null, text: (error as NodeJS.ErrnoException).code ?? 'cannot be written' };
    }
    return { kind: 'sent', code: null, text: 'written to the folder of mails' };
  }
}

/** Digits of a message's id in the name of its file. */
const SHOWN_ID = 12;
