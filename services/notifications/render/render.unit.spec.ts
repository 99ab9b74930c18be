import { describe, expect, it } from '@jest/globals';
import { LANGUAGES, REASON_CODES } from '@passback/domain';
import type { AlertKind } from '../plan/briefing.ts';
import type { MessageContent } from '../plan/message.ts';
import { htmlBody, textBody } from './mail-body.ts';
import { renderMessage } from './sections.ts';
import { webhookBody } from './webhook-body.ts';
import { fill, WORDS } from './words.ts';

const KINDS: AlertKind[] = ['nightFailed', 'nightLate', 'districtHeld', 'schoolHeld', 'categoryGone'];

/** All that can be said at once. */
function everything(language: MessageContent['language'], title = 'Exam'): MessageContent {
  const amount = { units: 3, scores: 75 };
  return {
    ...{ districtId: 'lincoln', districtName: 'Lincoln USD', language, date: '2026-11-19' },
    briefing: {
      alerts: KINDS.map((kind) => {
        const code = kind.startsWith('night') ? null : 'CATEGORY_INACTIVE';
        return { kind, cause: kind, code, subject: code === null ? null : title, ...amount };
      }),
      still: KINDS.map((kind) => ({ kind, cause: kind, code: null, subject: title, since: '2026-11-17' })),
      over: KINDS.map((kind) => ({ kind, cause: kind, code: null, subject: title, since: '2026-11-17' })),
      newReasons: REASON_CODES.map((code) => ({ code, ...amount })),
      weekly: {
        ...{ from: '2026-11-13', to: '2026-11-19', nights: 7, sent: 900, kept: 3, heldUnits: 2 },
        reasons: [{ code: 'NOT_IN_FINAL_GRADE', ...amount }],
      },
    },
    digest: {
      items: [{ sectionAssessmentId: 'sa/1', title, reason: { code: 'NOT_IN_FINAL_GRADE' }, scores: 1 }],
      more: 4,
    },
  };
}

describe.each(LANGUAGES)('a message in %s', (language) => {
  it('has no name left in braces, nothing undefined, and fits into a shape of each kind', () => {
    const rendered = renderMessage(everything(language), 'https://passback.example');
    const texts = [
      textBody(rendered, 'https://passback.example/u'),
      htmlBody(rendered, 'https://passback.example/u'),
      ...(['json', 'slack', 'teams'] as const).map((shape) =>
        webhookBody({ notificationId: 'x', content: everything(language) }, shape, null),
      ),
    ];
    for (const text of texts) {
      expect(text).not.toMatch(/\{(?:subject|reason|fix|count|date|district|from|to|units|nights)\}/);
      expect(text).not.toMatch(/undefined|\[object|NaN/);
    }
    expect(texts[0]).toContain('https://passback.example/d/lincoln/assessments/sa%2F1');
  });

  it('is as it is where nobody knows the console’s address', () => {
    const rendered = renderMessage(everything(language), null);
    expect(textBody(rendered, null)).not.toContain('://');
    expect(htmlBody(rendered, null)).not.toContain('href');
  });
});

it.each([
  ['en', 'on the page Set up'],
  ['es', 'en la página Puesta en marcha'],
] as const)('terms that no school has are told in %s with what an admin can do about them', (language, page) => {
  const { briefing, digest: _digest, ...about } = everything(language);
  const terms = { kind: 'districtHeld', cause: 'terms', code: 'GRADING_PERIOD_UNKNOWN', subject: null } as const;
  const alerts = [{ ...terms, units: 3, scores: 75 }];
  const over = [{ ...terms, since: '2026-11-17' }];
  const { sections } = renderMessage({ ...about, briefing: { ...briefing!, alerts, still: [], over } }, null);
  expect(sections[0]?.items[0]?.fix).toContain(page);
  expect(sections[1]?.items[0]?.title).toBe(WORDS[language].over.districtTerms);
});

describe.each(LANGUAGES)('the subject in %s', (language) => {
  const { briefing, digest, ...about } = everything(language);
  const { alerts, over, newReasons, weekly, still } = briefing!;
  const none = { alerts: [], over: [], newReasons: [], weekly: null };
  const subjectOf = (parts: Partial<MessageContent['briefing']>, more: Partial<MessageContent> = {}): string =>
    renderMessage({ ...about, briefing: { ...none, ...parts }, ...more }, null).subject;
  const said = (sentence: string): string => fill(sentence, { district: about.districtName, date: about.date });
  const words = WORDS[language];

  it('is the worst of what is in it', () => {
    expect(subjectOf({ alerts, over, newReasons, weekly })).toBe(said(words.subjectTrouble));
    expect(subjectOf({ still: still!, over, newReasons, weekly })).toBe(said(words.subjectTrouble));
    expect(subjectOf({ over, newReasons, weekly })).toBe(said(words.subjectNew));
    expect(subjectOf({ over, weekly }, { digest: digest! })).toBe(words.subjectTeacher);
    expect(subjectOf({ over, weekly })).toBe(said(words.subjectWeekly));
  });

  it('is that it is over where nothing else is, and that all is well where nothing is left', () => {
    expect(subjectOf({ over })).toBe(said(words.subjectOver));
    expect(subjectOf({ over, isMoreOpen: true })).toBe(said(words.subjectEased));
  });
});

it('what stands in a title is text in HTML, and no markup', () => {
  const html = htmlBody(renderMessage(everything('en', '<img src=x onerror="1">&{fix}'), null), null);
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;img src=x onerror=&quot;1&quot;&gt;&amp;{fix}');
});
