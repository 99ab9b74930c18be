import type { CheckConnectionResponse } from '@passback/contracts';
import { describeReason, type GradingPeriod, type Language, REASON_CODES, type ReasonCode } from '@passback/domain';
import { Type } from 'typebox';
import { Described, Nullable } from '../http/schemas.ts';
import { type SetupCode, type SetupWords, setupWords } from './setup-words.ts';

const ABOUT = [
  ...['address', 'credentials', 'access', 'terms', 'category', 'class', 'teacher'],
  ...['assessmentType', 'night', 'trial'],
] as const;
const LEVELS = ['ok', 'info', 'warning', 'error'] as const;

/** One thing that a step of the setup found. */
export interface SetupFinding {
  readonly about: (typeof ABOUT)[number];
  /** Of `access`: what was read. */
  readonly kind: string | null;
  readonly level: (typeof LEVELS)[number];
  /** How many it is of. */
  readonly count: number;
  /** PowerSchool's own words, or what exactly it is about; empty where there is nothing to add. */
  readonly message: string;
  /** Cause and fix; null where all is well. */
  readonly words: SetupWords | null;
  /** What it is of: a SIS school, a teacher (SIS or Otus), a class (Otus), a category, an assessment type. */
  readonly id: string | null;
  readonly period: GradingPeriod | null;
}

export const FindingSchema = Type.Object({
  about: Type.Enum([...ABOUT]),
  kind: Nullable(Type.String(), 'Of access: terms, categories, assignments, enrolments, scores or names'),
  level: Type.Enum([...LEVELS], {
    description: 'error: it will not go until somebody acts · warning: it works, and less well or not of all',
  }),
  count: Type.Integer({ minimum: 0, description: 'How many it is of' }),
  message: Type.String({ description: 'PowerSchool’s own words, or what exactly it is about; may be empty' }),
  words: Nullable(Described, 'Cause and fix; null where all is well'),
  id: Nullable(
    Type.String(),
    'The SIS school, SIS or Otus teacher, Otus class, category or assessment type that it is of',
  ),
  period: Nullable(
    Type.Object({ name: Type.String(), start: Type.String(), end: Type.String() }),
    'Of terms: the grading period that holds today at the school; both ends inclusive',
  ),
});

export function finding(
  about: SetupFinding['about'],
  level: SetupFinding['level'],
  rest: Partial<SetupFinding> = {},
): SetupFinding {
  return { about, kind: null, level, count: 1, message: '', words: null, id: null, period: null, ...rest };
}

/** Nothing of it has to be mended before it works. */
export function isFine(findings: readonly SetupFinding[]): boolean {
  return findings.every(({ level }) => level !== 'error');
}

type Check = CheckConnectionResponse['checks'][number];

/** A check of delivery's, or of `npm run district -- check`, as a finding in words. */
export function findingOfCheck(check: Check, language: Language): SetupFinding {
  const about = check.check === 'fieldAccess' ? 'access' : (check.check as SetupFinding['about']);
  const words = wordsOf(check, language);
  return finding(about, levelOf(check, words), {
    kind: orNull(check.kind),
    message: check.message,
    words,
    id: orNull(check.category) ?? orNull(check.teacherId) ?? orNull(check.schoolId),
    period: check.period ?? null,
  });
}

function levelOf({ ok, finding: found }: Check, words: SetupWords | null): SetupFinding['level'] {
  if (!ok) return 'error';
  return found === 'ok' ? 'ok' : (words?.level ?? 'warning');
}

const LIMITED: Readonly<Record<string, SetupCode>> = {
  enrolments: 'NO_ENROLMENTS',
  scores: 'NO_SCORES',
  names: 'NO_NAMES',
};

/** Words for who sets a district up; those of a score's reason where they say as much. */
function wordsOf({ check, ok, finding: found, kind, code, message }: Check, language: Language): SetupWords | null {
  const own = (setupCode: SetupCode): SetupWords => setupWords(setupCode, language);
  if (ok && found === 'ok') return null;
  if (found === 'limited' && LIMITED[kind] !== undefined) return own(LIMITED[kind]);
  if (found === 'notAsked' && ok) return own('NO_ASSIGNMENT_YET');
  if (found === 'notAsked' && code === 'SECTION_NOT_LINKED') return own('NOTHING_RECEIVED');
  if (code === 'SIS_UNAVAILABLE' && check === 'address') return own(noAnswer(message));
  if (code === 'SIS_ACCESS_DENIED') return own('ACCESS_REFUSED');
  const reason = codeOf(code);
  return reason === null ? null : describeReason({ code: reason, params: { said: message } }, language);
}

/** By what the connection is told to have ended with. */
function noAnswer(message: string): SetupCode {
  if (/\bTLS\b/.test(message)) return 'NO_TLS';
  return /is not HTTP$|connection lost before/.test(message) ? 'NO_HTTP' : 'NO_ANSWER';
}

function codeOf(text: string): ReasonCode | null {
  return REASON_CODES.find((code) => code === text) ?? null;
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}
