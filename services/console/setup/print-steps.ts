import type { Language } from '@passback/domain';
import type { SetupFinding } from './setup-finding.ts';

/** One step of the check of a file, as it went. */
export interface FileStep {
  readonly name: string;
  readonly isFine: boolean;
  readonly findings: readonly SetupFinding[];
  /** What else there is to say of it. */
  readonly lines?: readonly string[];
  /** It could not be tried without a section of PowerSchool. */
  readonly skipped?: boolean;
}

const WORDS: Readonly<Record<Language, { readonly cause: string; readonly fix: string; readonly skipped: string }>> = {
  en: { cause: 'cause', fix: 'fix', skipped: 'not tried: name a section with --section SCHOOL/SECTION/TEACHER/TERM' },
  es: {
    cause: 'causa',
    fix: 'solución',
    skipped: 'no se probó: indique una sección con --section ESCUELA/SECCIÓN/DOCENTE/PERIODO',
  },
};

const NAME_WIDTH = 12;
const SIGNS: Readonly<Record<SetupFinding['level'], string>> = { ok: '✓', info: '·', warning: '!', error: '✕' };

/** A step as lines for a terminal: ✓, ! or ✕, then of each finding that is not fine its cause and its fix. */
export function stepLines(
  { name, isFine, findings, lines = [], skipped = false }: FileStep,
  language: Language,
): string[] {
  const words = WORDS[language];
  if (skipped) return [`  – ${name.padEnd(NAME_WIDTH)} ${words.skipped}`];
  const isWarned = findings.some(({ level }) => level === 'warning');
  const mark = isFine ? (isWarned ? '!' : '✓') : '✕';
  const good = findings.filter(({ level }) => level === 'ok').map(briefly);
  const bad = findings.filter(({ level }) => level !== 'ok');
  return [
    `  ${mark} ${name.padEnd(NAME_WIDTH)} ${[...new Set(good)].join(', ')}`.trimEnd(),
    ...bad.flatMap((finding) => [
      `      ${SIGNS[finding.level]} ${[briefly(finding), finding.message].filter(Boolean).join(': ')}`,
      ...(finding.words === null
        ? []
        : [`        ${words.cause}: ${finding.words.message}`, `        ${words.fix}: ${finding.words.fix}`]),
    ]),
    ...lines.map((line) => `      ${line}`),
  ];
}

/** What it is of, in a word or two. */
function briefly({ kind, id, period }: SetupFinding): string {
  const about = kind ?? id ?? '';
  return period === null ? about : `${about} (${period.name}, ${period.start} – ${period.end})`;
}
