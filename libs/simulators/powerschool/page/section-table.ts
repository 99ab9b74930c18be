import { assignmentsOf } from '../gradebook/assignments.ts';
import { enrolledStudents } from '../gradebook/enrolment.ts';
import { type Store, today } from '../gradebook/store.ts';
import type { AssignmentSection, Score, Section } from '../gradebook/types.ts';
import { escapeHtml } from '../../escape-html.ts';

/** One section: its assignments across, its students down. */
export function sectionTable(store: Store, section: Section): string {
  const parts = assignmentsOf(store, section.dcid).flatMap(({ sections }) =>
    sections.filter(({ sectionDcid }) => sectionDcid === section.dcid),
  );
  const teachers = section.teachers.map(({ usersDcid }) => store.teachers.get(usersDcid)?.name ?? String(usersDcid));
  const heading = `<h2>${escapeHtml(section.name)} <small>section ${section.dcid}, ${escapeHtml(teachers.join(', '))}</small></h2>`;
  if (parts.length === 0) return `${heading}<p class="none">No assignments yet.</p>`;
  const enrolled = enrolledStudents(store, section.dcid, today(store));
  const everybody = new Set((store.enrolments.get(section.dcid) ?? []).map(({ studentDcid }) => studentDcid));
  const rows = [...everybody].sort((a, b) => a - b).map((student) => row(store, parts, student, enrolled.has(student)));
  return `${heading}<table><thead><tr><th>Student</th>${parts.map((part) => column(store, part)).join('')}</tr></thead>
<tbody>${rows.join('\n')}</tbody></table>`;
}

function column(store: Store, part: AssignmentSection): string {
  const category = store.categories.get(part.categoryId)?.name ?? '';
  const scale = part.scoreType === 'POINTS' ? `of ${part.scoreEntryPoints}` : part.scoreType;
  const facts = [category, scale, `due ${part.dueDate}`, part.isLocked ? 'locked' : ''].filter((fact) => fact !== '');
  const css = part.modifiedBy === 'teacher' ? ' class="teacher"' : '';
  return `<th${css}>${escapeHtml(part.name)}<br><small>${escapeHtml(facts.join(' · '))}</small></th>`;
}

function row(store: Store, parts: readonly AssignmentSection[], student: number, isEnrolled: boolean): string {
  const name = store.students.get(student)?.name ?? '';
  const cells = parts.map(({ scores }) => cell(scores.get(student)));
  const css = isEnrolled ? '' : ' class="left"';
  return `<tr${css}><td>${escapeHtml(name)} <small>${student}</small></td>${cells.join('')}</tr>`;
}

function cell(score: Score | undefined): string {
  if (score === undefined) return '<td></td>';
  const marks = [score.exempt ? 'exempt' : '', score.missing ? 'missing' : '', score.late ? 'late' : ''];
  const text = [score.points === null ? '' : String(score.points), ...marks].filter((mark) => mark !== '').join(' ');
  const css = [score.writtenBy === 'teacher' ? 'teacher' : '', score.exempt ? 'exempt' : ''].join(' ').trim();
  return css === '' ? `<td>${text}</td>` : `<td class="${css}">${text}</td>`;
}
