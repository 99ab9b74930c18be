import type { Call, Reply } from '../http/call.ts';
import type { World } from '../world.ts';
import { escapeHtml } from '../../escape-html.ts';
import { sectionTable } from './section-table.ts';

/** Sections on one page; a browser shows some thousands of rows without effort. */
const SECTIONS_PER_PAGE = 25;

const STYLE = `
  body { font: 14px/1.4 system-ui, sans-serif; margin: 2rem; color: #1d2733; }
  h1 { font-size: 1.4rem; } h2 { font-size: 1.05rem; margin: 2rem 0 .4rem; }
  table { border-collapse: collapse; } th, td { border: 1px solid #d5dbe3; padding: .25rem .5rem; text-align: right; }
  th { background: #f3f6fa; font-weight: 600; vertical-align: bottom; max-width: 12rem; }
  th:first-child, td:first-child { text-align: left; white-space: nowrap; }
  small { color: #5f6b7a; font-weight: 400; } .teacher { background: #fff3cf; } .exempt { color: #8a5300; }
  .left { color: #9aa4b1; } nav a { margin-right: .6rem; } .none { color: #5f6b7a; }`;

/** `GET /?page=1`: the gradebook for people, as HTML. */
export function gradebookPage(call: Call, { store }: World): Reply {
  const sections = [...store.sections.values()].sort((a, b) => a.dcid - b.dcid);
  const pages = Math.max(1, Math.ceil(sections.length / SECTIONS_PER_PAGE));
  const page = Math.min(pages, Math.max(1, Math.floor(Number(call.query.get('page') ?? 1)) || 1));
  const shown = sections.slice((page - 1) * SECTIONS_PER_PAGE, page * SECTIONS_PER_PAGE);
  const schools = [...store.schools.values()].map(({ name }) => name).join(', ');
  const body = [
    `<h1>Simulated PowerSchool gradebook</h1>`,
    `<p>${escapeHtml(schools)}. ${sections.length} sections, ${store.assignmentSections.size} assignments. `,
    `<span class="teacher">Yellow</span>: written by a teacher in PowerSchool. Grey: has left the section.</p>`,
    navigation(page, pages),
    ...shown.map((section) => sectionTable(store, section)),
    navigation(page, pages),
  ].join('\n');
  const raw = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Simulated gradebook</title>
<style>${STYLE}</style></head><body>${body}</body></html>`;
  return { status: 200, headers: { 'content-type': 'text/html;charset=UTF-8' }, raw };
}

function navigation(page: number, pages: number): string {
  if (pages === 1) return '';
  const links = Array.from({ length: pages }, (_, at) =>
    at + 1 === page ? `<strong>${page}</strong> ` : `<a href="/?page=${at + 1}">${at + 1}</a>`,
  );
  return `<nav>Page ${links.join(' ')}</nav>`;
}
