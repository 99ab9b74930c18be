import { describe, expect, it } from '@jest/globals';
import { describeReason, REASON_CATALOGUE, TRANSLATIONS } from './describe-reason.ts';
import { LANGUAGES } from './language.ts';
import { REASON_CODES, type Reason } from './reason-codes.ts';
import { OWN_REFUSALS, type OwnRefusal } from './own-refusals.ts';

const { words: SPANISH_WORDS, refusals: SPANISH_REFUSALS } = TRANSLATIONS.es;

/** Forms of tú and vosotros. */
const FAMILIAR =
  /(?<!\p{L})(tú|te|ti|tus?|tuy[oa]s?|eres|tienes|puedes|quieres|pide|pon|haz|avisa|vosotros|vuestr[oa]s?)(?!\p{L})/iu;

function namedIn(sentence: string | undefined): string[] {
  return [...new Set([...(sentence ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name)))].sort();
}

it('every language but the one of the catalogue itself has its translation', () => {
  expect(['en', ...Object.keys(TRANSLATIONS)]).toEqual([...LANGUAGES]);
});

describe.each(REASON_CODES)('the words of %s in Spanish', (code) => {
  const english = REASON_CATALOGUE[code];
  const spanish = SPANISH_WORDS[code];
  const pairs = [
    { en: english, es: spanish },
    ...(english.variants ?? []).map(({ words }, index) => ({ en: words, es: spanish.variants?.[index] ?? {} })),
  ];

  it('are there for the same sentences, and name the same values', () => {
    expect(spanish.variants?.length).toBe(english.variants?.length);
    for (const { en, es } of pairs)
      for (const name of ['message', 'fix'] as const) {
        expect(typeof es[name]).toBe(typeof en[name]);
        expect(namedIn(es[name])).toEqual(namedIn(en[name]));
      }
  });

  it('are sentences of their own, with nothing in them for machines', () => {
    for (const { en, es } of pairs)
      for (const name of ['message', 'fix'] as const) {
        if (es[name] === undefined) continue;
        expect(es[name]).not.toBe(en[name]);
        expect(es[name]).toMatch(/^\p{Lu}[^]*[.”]$/u);
        expect(es[name]).not.toMatch(/[A-Z]{2,}_|undefined|\b(the|and|is|it|not|was|are|this)\b/i);
      }
  });

  it('speak to the reader as usted', () => {
    for (const { es } of pairs) expect(`${es.message} ${es.fix}`).not.toMatch(FAMILIAR);
  });

  it('keep level and who', () => {
    const { level, who } = english;
    expect(describeReason({ code }, 'es')).toEqual({ code, level, who, message: spanish.message, fix: spanish.fix });
  });
});

describe('a variant', () => {
  const period = { dueDate: '2026-10-11', period: 'Q2', periodStart: '2026-10-12', periodEnd: '2026-12-18' };

  it.each<[Reason, RegExp]>([
    [{ code: 'DUE_DATE_OUTSIDE_PERIOD', params: { ...period, side: 'early' } }, /2026-10-11 es anterior .*, Q2 \(del/],
    [{ code: 'DUE_DATE_OUTSIDE_PERIOD', params: { ...period, side: 'late' } }, /2026-10-11 es posterior .*, Q2 \(del/],
    [
      { code: 'NO_CURRENT_GRADING_PERIOD', params: { date: '2026-10-10', next: 'Q2', nextStart: '2026-10-12' } },
      /el 2026-10-10; el próximo, Q2, comienza el 2026-10-12\./,
    ],
    [
      { code: 'NO_CURRENT_GRADING_PERIOD', params: { date: '2027-06-30', last: 'Q4', lastEnd: '2027-05-28' } },
      /el 2027-06-30; el último, Q4, terminó el 2027-05-28\./,
    ],
    [{ code: 'NO_CURRENT_GRADING_PERIOD', params: { date: '2026-07-04' } }, /calificaciones el 2026-07-04\.$/],
    [{ code: 'STUDENT_NOT_LINKED', params: { cause: 'shared' } }, /solo se envía la puntuación de ese otro/],
    [{ code: 'STUDENT_NOT_LINKED', params: { cause: 'holdsShared' } }, /Esta es la puntuación que se envía/],
    [{ code: 'SIS_EDIT_KEPT', params: { since: '2026-11-13 07:03 UTC', now: 'exempt' } }, /exento .*2026-11-13 07:03/],
    [{ code: 'SIS_EDIT_KEPT', params: { since: '2026-11-13 07:03 UTC' } }, /se cambió .*2026-11-13 07:03 UTC/],
    [{ code: 'REVISION_NOT_READ', params: { revision: 8, cause: 'newer' } }, /revisión 8\) que esta versión/],
    [{ code: 'REVISION_NOT_READ', params: { revision: 8, cause: 'broken' } }, /revisión 8\) que no se pudo leer/],
    [{ code: 'WAITING_FOR_NIGHT', params: { now: 'sending' } }, /Se está enviando/],
    [{ code: 'SIS_REJECTED', params: { said: 'Name is $& {code} too long' } }, /dice: “Name is \$& \{code\} too long”/],
  ])('of %j is the one that the English words have', (reason, sentence) => {
    const spanish = describeReason(reason, 'es');
    expect(spanish.message).toMatch(sentence);
    const { level, who } = describeReason(reason);
    expect(spanish).toMatchObject({ level, who });
  });

  it('without a fix of its own has the fix of its code', () => {
    const { fix } = describeReason({ code: 'CATEGORY_NOT_MAPPED', params: { assessmentType: 'Poster' } }, 'es');
    expect(fix).toBe(SPANISH_WORDS.CATEGORY_NOT_MAPPED.fix);
  });
});

describe('what is said in a reason', () => {
  it.each(Object.keys(OWN_REFUSALS) as OwnRefusal[])('by us of %s is in Spanish too', (refusal) => {
    const params = { said: OWN_REFUSALS[refusal] };
    expect(describeReason({ code: 'SIS_REJECTED', params }).message).toContain(`“${OWN_REFUSALS[refusal]}”`);
    expect(describeReason({ code: 'SIS_REJECTED', params }, 'es').message).toBe(
      `PowerSchool no lo aceptó y dice: “${SPANISH_REFUSALS[refusal]}”`,
    );
    expect(SPANISH_REFUSALS[refusal]).toMatch(/^\p{Lu}.*(número entero|allí)$/u);
  });

  it('by PowerSchool is quoted in its own words', () => {
    const { message } = describeReason({ code: 'SIS_REJECTED', params: { said: 'The section is closed' } }, 'es');
    expect(message).toBe('PowerSchool no lo aceptó y dice: “The section is closed”');
  });
});
