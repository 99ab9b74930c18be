import type { NotificationWebhook } from '@passback/ledger';
import type { MessageContent } from '../plan/message.ts';
import { type Item, type RenderedMessage, renderMessage } from './sections.ts';
import { WORDS } from './words.ts';

/** Teams takes about 28 kB, a text block of Slack 3,000 characters. */
const BLOCK_LENGTH = 2_900;
const ITEMS_SHOWN = 20;

/** What is posted to a webhook, as JSON in the shape that the receiver takes. */
export function webhookBody(
  { notificationId, content }: { readonly notificationId: string; readonly content: MessageContent },
  shape: NotificationWebhook['shape'],
  consoleUrl: string | null,
): string {
  const rendered = renderMessage(content, consoleUrl);
  if (shape === 'slack') return JSON.stringify(slackBody(rendered));
  if (shape === 'teams') return JSON.stringify(teamsBody(rendered));
  const { districtId, districtName, date, briefing } = content;
  return JSON.stringify({
    type: 'passback.briefing',
    id: notificationId,
    data: { districtId, districtName, date, subject: rendered.subject, consoleUrl: rendered.consoleUrl, ...briefing },
  });
}

function slackBody(message: RenderedMessage): object {
  const { subject, consoleUrl, consoleText } = message;
  const link = consoleUrl === null ? [] : [`<${consoleUrl}|${escapeSlack(consoleText)}>`];
  const texts = [...linesOf(message, (item, fix) => slackItem(item, fix), escapeSlack), ...link];
  return {
    text: escapeSlack(subject),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: subject.slice(0, 150) } },
      ...texts.map((text) => ({ type: 'section', text: { type: 'mrkdwn', text: text.slice(0, BLOCK_LENGTH) } })),
    ],
  };
}

function slackItem({ title, amount, text, fix }: Item, fixWord: string): string {
  const lines = [`*${escapeSlack(title)}*${amount === '' ? '' : ` (${escapeSlack(amount)})`}`];
  if (text !== '') lines.push(escapeSlack(text));
  if (fix !== '') lines.push(`_${escapeSlack(fixWord)}_ ${escapeSlack(fix)}`);
  return lines.join('\n');
}

/** The three characters that Slack reads as markup. */
function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** An adaptive card, as workflows of Teams take it. */
function teamsBody(message: RenderedMessage): object {
  const { subject, consoleUrl, consoleText } = message;
  const block = (text: string, more: object = {}): object => ({ type: 'TextBlock', wrap: true, text, ...more });
  const plain = (text: string): string => text;
  const texts = linesOf(message, (item, fix) => teamsItem(item, fix), plain);
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          ...{ type: 'AdaptiveCard', version: '1.4' },
          body: [
            block(subject, { weight: 'Bolder', size: 'Medium' }),
            ...texts.map((text) => block(text.slice(0, BLOCK_LENGTH))),
          ],
          actions: consoleUrl === null ? [] : [{ type: 'Action.OpenUrl', title: consoleText, url: consoleUrl }],
        },
      },
    ],
  };
}

function teamsItem({ title, amount, text, fix }: Item, fixWord: string): string {
  const lines = [amount === '' ? title : `${title} (${amount})`, text, fix === '' ? '' : `${fixWord} ${fix}`];
  return lines.filter((line) => line !== '').join('\n\n');
}

function linesOf(
  { sections, language }: RenderedMessage,
  show: (item: Item, fixWord: string) => string,
  escape: (text: string) => string,
): string[] {
  const fixWord = WORDS[language].fix;
  const lines = sections.flatMap(({ title, note, items }) => [
    ...(title === null ? [] : [escape(title)]),
    ...(note === undefined ? [] : [escape(note)]),
    ...items.map((item) => show(item, fixWord)),
  ]);
  return lines.slice(0, ITEMS_SHOWN);
}
