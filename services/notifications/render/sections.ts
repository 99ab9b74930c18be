import { describeReason, type Language, type ReasonCode } from '@passback/domain';
import type { Condition, NewReason } from '../plan/briefing.ts';
import type { MessageContent } from '../plan/message.ts';
import { type AlertWords, fill, type Words, WORDS } from './words.ts';

/** A message as its parts, whatever they are shown in. */
export interface RenderedMessage {
  readonly subject: string;
  readonly language: Language;
  readonly opening: readonly string[];
  readonly sections: readonly Section[];
  /** Where everything can be seen; null where the console has no address that people know. */
  readonly consoleUrl: string | null;
  readonly consoleText: string;
  readonly why: string;
  readonly unsubscribeText: string;
}

export interface Section {
  readonly title: string | null;
  readonly items: readonly Item[];
  /** What stands before the items, and what behind them. */
  readonly note?: string;
  readonly after?: string;
}

export interface Item {
  readonly title: string;
  /** How much it is about. */
  readonly amount: string;
  readonly text: string;
  readonly fix: string;
  readonly link: { readonly url: string; readonly text: string } | null;
}

/** Says what is in a message, in its language. `consoleUrl`: of the console as people reach it, without a slash at its end. Pure. */
export function renderMessage(content: MessageContent, consoleUrl: string | null): RenderedMessage {
  const { districtId, districtName: district, date, language, briefing, digest } = content;
  const words = WORDS[language];
  const districtUrl = consoleUrl === null ? null : `${consoleUrl}/d/${encodeURIComponent(districtId)}`;
  const sections: Section[] = [
    ...(briefing === undefined ? [] : briefingSections(briefing, language)),
    ...(digest === undefined ? [] : [digestSection(digest, language, districtUrl)]),
  ];
  return {
    subject: fill(subjectOf(content, words), { district, date }),
    language,
    opening: [words.greeting, fill(words.night, { district, date })],
    sections,
    consoleUrl: districtUrl,
    consoleText: words.open,
    why: fill(words.why, { district }),
    unsubscribeText: words.unsubscribe,
  };
}

/** The worst of what is in it; that something is over only where nothing else is, and that all is well only where nothing is left. */
function subjectOf({ briefing, digest }: MessageContent, words: Words): string {
  if (briefing === undefined) return words.subjectTeacher;
  if (briefing.alerts.length > 0 || (briefing.still ?? []).length > 0) return words.subjectTrouble;
  if (briefing.newReasons.length > 0) return words.subjectNew;
  if (digest !== undefined) return words.subjectTeacher;
  if (briefing.weekly !== null) return words.subjectWeekly;
  return briefing.isMoreOpen === true ? words.subjectEased : words.subjectOver;
}

function briefingSections(briefing: NonNullable<MessageContent['briefing']>, language: Language): Section[] {
  const words = WORDS[language];
  const { alerts, over, newReasons, weekly, still = [] } = briefing;
  const sections: Section[] = [];
  if (alerts.length > 0) sections.push({ title: null, items: alerts.map((alert) => alertItem(alert, language)) });
  if (still.length > 0)
    sections.push({
      title: words.stillTitle,
      items: still.map((alert) => alertItem({ ...alert, units: 0, scores: 0 }, language)),
    });
  if (over.length > 0)
    sections.push({
      title: words.overTitle,
      items: over.map((alert) => ({
        title: fill(words.over[wordsOf(alert)], { subject: alert.subject ?? '' }),
        amount: fill(words.since, { date: alert.since }),
        ...{ text: '', fix: '', link: null },
      })),
    });
  if (newReasons.length > 0)
    sections.push({ title: words.newTitle, items: newReasons.map((reason) => reasonItem(reason, language)) });
  if (weekly === null) return sections;
  const { from, to, nights, sent, kept, heldUnits, reasons } = weekly;
  const figures = fill(words.weekly, { nights, sent, kept });
  sections.push({
    title: fill(words.weeklyTitle, { from, to }),
    items: reasons.map((reason) => reasonItem(reason, language)),
    note: heldUnits === 0 ? figures : `${figures} ${fill(words.weeklyStuck, { units: heldUnits })}`,
  });
  return sections;
}

function wordsOf({ kind, code }: Pick<Condition, 'kind' | 'code'>): AlertWords {
  return kind === 'districtHeld' && code === 'GRADING_PERIOD_UNKNOWN' ? 'districtTerms' : kind;
}

function alertItem({ kind, code, subject, units, scores }: Condition, language: Language): Item {
  const words = WORDS[language];
  const { message: reason, fix } = sentencesOf(code, language);
  const { what, fix: toDo } = words.alerts[wordsOf({ kind, code })];
  return {
    title: fill(what, { subject: subject ?? '', reason }),
    amount: units === 0 ? '' : amountOf({ units, scores }, words),
    text: '',
    fix: fill(toDo, { fix }),
    link: null,
  };
}

function reasonItem({ code, units, scores }: NewReason, language: Language): Item {
  const { message, fix } = sentencesOf(code, language);
  return { title: message, amount: amountOf({ units, scores }, WORDS[language]), text: '', fix, link: null };
}

function digestSection(
  { items, more }: NonNullable<MessageContent['digest']>,
  language: Language,
  district: string | null,
): Section {
  const words = WORDS[language];
  return {
    title: words.digestIntro,
    items: items.map(({ sectionAssessmentId, title, reason, scores }) => {
      const { message, fix } = describeReason(reason, language);
      const url = district === null ? null : `${district}/assessments/${encodeURIComponent(sectionAssessmentId)}`;
      const link = url === null ? null : { url, text: words.openAssessment };
      return { title, amount: scoresOf(scores, words), text: message, fix, link };
    }),
    ...(more > 0 && { after: fill(words.more, { count: more }) }),
  };
}

function sentencesOf(code: ReasonCode | null, language: Language): { message: string; fix: string } {
  return code === null ? { message: '', fix: '' } : describeReason({ code }, language);
}

function amountOf({ units, scores }: { units: number; scores: number }, words: Words): string {
  const unitText = units === 1 ? words.oneUnit : fill(words.units, { count: units });
  return scores === 0 ? unitText : `${unitText}, ${scoresOf(scores, words)}`;
}

function scoresOf(scores: number, words: Words): string {
  return scores === 1 ? words.oneScore : fill(words.scores, { count: scores });
}
