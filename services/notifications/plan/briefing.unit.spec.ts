import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Briefing, briefingOf, type Condition, isWorthTelling, weekOf } from './briefing.ts';

const condition = (cause: string): Condition => ({
  ...{ kind: 'schoolHeld', cause, code: 'GRADING_PERIOD_UNKNOWN', subject: cause, units: 1, scores: 2 },
});
const reason = (code: 'NOT_IN_FINAL_GRADE' | 'SECTION_NOT_LINKED') => ({ code, units: 1, scores: 2 });
const weekly = {
  ...{ from: '2026-11-13', to: '2026-11-19', nights: 7, sent: 1, kept: 0, heldUnits: 0, reasons: [] },
} as const;

function next(last: Briefing | null, date: string, causes: readonly string[], codes: readonly never[] = []): Briefing {
  return briefingOf(last, { date, previous: null, conditions: causes.map(condition), reasons: codes, weekly });
}

describe('a cause', () => {
  it('is told once, then that it is over once, and again when it comes back', () => {
    const first = next(null, '2026-11-17', ['a']);
    expect(first.alerts.map(({ cause }) => cause)).toEqual(['a']);
    const second = next(first, '2026-11-18', ['a', 'b']);
    expect(second.alerts.map(({ cause }) => cause)).toEqual(['b']);
    expect(second.open.map(({ cause, since }) => [cause, since])).toEqual([
      ['a', '2026-11-17'],
      ['b', '2026-11-18'],
    ]);
    const third = next(second, '2026-11-19', ['b']);
    expect(third.over.map(({ cause, since }) => [cause, since])).toEqual([['a', '2026-11-17']]);
    expect(third.alerts).toEqual([]);
    const fourth = next(third, '2026-11-20', ['a', 'b']);
    expect(fourth.alerts.map(({ cause }) => cause)).toEqual(['a']);
    expect(isWorthTelling(next(fourth, '2026-11-21', ['a', 'b']))).toBe(false);
  });

  it('is not told beside that of which it comes, nor as over, and is told of itself once that is gone', () => {
    const facts = { previous: null, reasons: [], weekly };
    const [a, b] = [condition('a'), condition('b')];
    const part = { ...a, within: 'whole' };
    const causes = (told: readonly { cause: string }[]): string[] => told.map(({ cause }) => cause);
    const first = briefingOf(null, { ...facts, date: '2026-11-17', conditions: [a] });
    const parts = [condition('whole'), part, { ...b, within: 'whole' }];
    const second = briefingOf(first, { ...facts, date: '2026-11-18', conditions: parts });
    expect([causes(second.alerts), causes(second.over), causes(second.open)]).toEqual([['whole'], [], ['a', 'whole']]);
    const third = briefingOf(second, { ...facts, date: '2026-11-19', conditions: [a, b] });
    expect([causes(third.alerts), causes(third.over), causes(third.open)]).toEqual([['b'], ['whole'], ['a', 'b']]);
  });

  it('is, whatever comes and goes, told as begun and as over in turn', () => {
    const nights = fc.array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c')), { maxLength: 12 });
    fc.assert(
      fc.property(nights, (all) => {
        const isOpen = new Map<string, boolean>();
        let last: Briefing | null = null;
        for (const [index, causes] of all.entries()) {
          last = next(last, `2026-11-${String(index + 1).padStart(2, '0')}`, causes);
          for (const { cause } of last.alerts) {
            expect(isOpen.get(cause) ?? false).toBe(false);
            isOpen.set(cause, true);
          }
          for (const { cause } of last.over) {
            expect(isOpen.get(cause)).toBe(true);
            isOpen.set(cause, false);
          }
          const open = [...isOpen].filter(([, is]) => is).map(([cause]) => cause);
          expect(open.toSorted()).toEqual([...causes].toSorted());
          expect(last.open.map(({ cause }) => cause).toSorted()).toEqual([...causes].toSorted());
        }
      }),
    );
  });
});

describe('a reason', () => {
  it('is new once in the life of a district, also where it was gone meanwhile', () => {
    const facts = { date: '2026-11-17', previous: null, conditions: [], weekly };
    const first = briefingOf(null, { ...facts, reasons: [reason('NOT_IN_FINAL_GRADE')] });
    expect(first.newReasons.map(({ code }) => code)).toEqual(['NOT_IN_FINAL_GRADE']);
    const second = briefingOf(first, { ...facts, reasons: [reason('SECTION_NOT_LINKED')] });
    expect(second.newReasons.map(({ code }) => code)).toEqual(['SECTION_NOT_LINKED']);
    const third = briefingOf(second, {
      ...facts,
      reasons: [reason('NOT_IN_FINAL_GRADE'), reason('SECTION_NOT_LINKED')],
    });
    expect(third.newReasons).toEqual([]);
  });
});

describe('a week', () => {
  it('is summed up with its first night that is told of, and not with the first of all', () => {
    const thursday = next(null, '2026-11-19', []);
    expect(thursday.weekly).toBeNull();
    const sunday = next(thursday, '2026-11-22', []);
    expect(sunday.weekly).toBeNull();
    const tuesday = next(sunday, '2026-11-24', []);
    expect(tuesday.weekly).toMatchObject({ sent: 1 });
    expect(next(tuesday, '2026-11-25', []).weekly).toBeNull();
  });

  it('is told across the turn of a year', () => {
    expect(weekOf('2026-12-31')).toBe('2026-W53');
    expect(weekOf('2027-01-03')).toBe('2026-W53');
    expect(weekOf('2027-01-04')).toBe('2027-W01');
  });
});
