import type { Item, RenderedMessage, Section } from './sections.ts';
import { WORDS } from './words.ts';

/** The message as plain text, lines of at most what a mail may have once it is encoded. */
export function textBody(message: RenderedMessage, unsubscribeUrl: string | null): string {
  const { opening, sections, consoleUrl, consoleText, why, unsubscribeText, language } = message;
  const parts = [
    opening.join(' '),
    ...sections.map((section) => textSection(section, WORDS[language].fix)),
    ...(consoleUrl === null ? [] : [`${consoleText}: ${consoleUrl}`]),
    `-- \n${why}`,
    ...(unsubscribeUrl === null ? [] : [`${unsubscribeText}: ${unsubscribeUrl}`]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function textSection({ title, items, note, after }: Section, fixWord: string): string {
  const lines = items.map(({ title: name, amount, text, fix, link }) =>
    [
      `* ${amount === '' ? name : `${name} (${amount})`}`,
      ...(text === '' ? [] : [`  ${text}`]),
      ...(fix === '' ? [] : [`  ${fixWord} ${fix}`]),
      ...(link === null ? [] : [`  ${link.url}`]),
    ].join('\n'),
  );
  return [title, note, ...lines, after].filter((part) => part != null).join('\n\n');
}

const FONT = 'font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:1.5;color:#1a1a1a';
const QUIET = 'font-family:Arial,Helvetica,sans-serif;font-size:12px;line-height:1.5;color:#5a5a5a';

/** The same as HTML that mail programs show alike: one column, styles on the elements, no images, scripts or tables. */
export function htmlBody(message: RenderedMessage, unsubscribeUrl: string | null): string {
  const { subject, language, opening, sections, consoleUrl, consoleText, why, unsubscribeText } = message;
  const body = [
    `<p style="${FONT}">${opening.map(escapeHtml).join(' ')}</p>`,
    ...sections.map((section) => htmlSection(section, WORDS[language].fix)),
    ...(consoleUrl === null ? [] : [`<p style="${FONT}">${linkTo(consoleUrl, consoleText)}</p>`]),
    `<hr style="border:0;border-top:1px solid #d0d0d0">`,
    `<p style="${QUIET}">${escapeHtml(why)}</p>`,
    ...(unsubscribeUrl === null ? [] : [`<p style="${QUIET}">${linkTo(unsubscribeUrl, unsubscribeText)}</p>`]),
  ];
  return [
    `<!doctype html>`,
    `<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<title>${escapeHtml(subject)}</title></head>`,
    `<body style="margin:0;padding:16px;background:#ffffff"><div style="max-width:600px;${FONT}">`,
    ...body,
    `</div></body></html>\n`,
  ].join('\n');
}

function htmlSection({ title, items, note, after }: Section, fixWord: string): string {
  return [
    ...(title === null ? [] : [`<h2 style="${FONT};font-size:17px;margin:20px 0 8px">${escapeHtml(title)}</h2>`]),
    ...(note === undefined ? [] : [`<p style="${FONT}">${escapeHtml(note)}</p>`]),
    ...items.map((item) => htmlItem(item, fixWord)),
    ...(after === undefined ? [] : [`<p style="${FONT}">${escapeHtml(after)}</p>`]),
  ].join('\n');
}

function htmlItem({ title, amount, text, fix, link }: Item, fixWord: string): string {
  const lines = [
    `<strong>${escapeHtml(title)}</strong>${amount === '' ? '' : ` <span style="color:#5a5a5a">(${escapeHtml(amount)})</span>`}`,
    ...(text === '' ? [] : [escapeHtml(text)]),
    ...(fix === '' ? [] : [`<em>${escapeHtml(fixWord)}</em> ${escapeHtml(fix)}`]),
    ...(link === null ? [] : [linkTo(link.url, link.text)]),
  ];
  return `<p style="${FONT};margin:0 0 14px;padding-left:10px;border-left:3px solid #c8102e">${lines.join('<br>\n')}</p>`;
}

function linkTo(url: string, text: string): string {
  return `<a href="${escapeHtml(url)}" style="color:#0b5cad">${escapeHtml(text)}</a>`;
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
