import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { HttpProblem, type HttpServer } from '@passback/service-kit';
import { Type } from 'typebox';
import { escapeHtml } from '../render/mail-body.ts';

/** As a mail's page is named: date and the beginning of its id. */
const PAGE_NAME = '^\\d{4}-\\d\\d-\\d\\d-[0-9a-f]{12}\\.html$';
const MAILS_SHOWN = 500;

const schema = { params: Type.Object({ name: Type.String({ pattern: PAGE_NAME }) }) };

/** `/mails`: what the demo wrote into its folder of mails, to be read in the browser. */
export function addMailFolder(server: HttpServer, folder: string): void {
  server.get('/mails', { schema: { hide: true } }, async (_request, reply) => {
    const names = await readdir(folder).catch(() => []);
    const pages = names.filter((name) => new RegExp(PAGE_NAME).test(name)).sort();
    const links = await Promise.all(pages.slice(0, MAILS_SHOWN).map((name) => linkTo(folder, name)));
    const list = links.length === 0 ? '<p>There are none yet.</p>' : `<ul>${links.join('')}</ul>`;
    return reply
      .type('text/html; charset=utf-8')
      .send(
        `<!doctype html><html lang="en"><meta charset="utf-8"><title>Mails of the demo</title><h1>Mails</h1>${list}`,
      );
  });
  server.get('/mails/:name', { schema }, async (request, reply) => {
    const page = await readFile(path.join(folder, request.params.name), 'utf8').catch(() => null);
    if (page === null) throw new HttpProblem(404, 'There is no such mail');
    return reply
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
      .type('text/html; charset=utf-8')
      .send(page);
  });
}

async function linkTo(folder: string, name: string): Promise<string> {
  const page = await readFile(path.join(folder, name), 'utf8');
  const [, title = name] = /<title>([^<]*)<\/title>/.exec(page) ?? [];
  return `<li><a href="/mails/${escapeHtml(name)}">${name.slice(0, 10)} ${title}</a></li>`;
}
