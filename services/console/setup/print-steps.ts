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

interface Words {
  readonly cause: string;
  readonly fix: string;
  readonly skipped: string;
  /** Which steps were not tried, and how they are. */
  readonly allSkipped: (names: string) => string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    cause: 'cause',
    fix: 'fix',
    skipped: 'not tried',
    allSkipped: (names) =>
      `Not tried without a section: ${names}. To have them tried: --section SCHOOL/SECTION/TEACHER/TERM, with PowerSchool’s ids of one section or, given again, of more.`,
  },
  es: {
    cause: 'causa',
    fix: 'solución',
    skipped: 'no se probó',
    allSkipped: (names) =>
      `No se probó sin una sección: ${names}. Para probarlo: --section ESCUELA/SECCIÓN/DOCENTE/PERIODO, con los identificadores de PowerSchool de una sección o, si se repite, de varias.`,
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

/** The steps that were not tried for want of a section, as the last line. */
export function skippedLine(names: readonly string[], language: Language): string {
  return WORDS[language].allSkipped(names.join(', '));
}

/** What it is of, in a word or two. */
function briefly({ kind, id, period }: SetupFinding): string {
  const about = kind ?? id ?? '';
  return period === null ? about : `${about} (${period.name}, ${period.start} – ${period.end})`;
}
