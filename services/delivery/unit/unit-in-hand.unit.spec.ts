import { describe, expect, it } from '@jest/globals';
import { recordOf } from '../testing/record.fixture.ts';
import { hasOlderIntent, SisDraft } from './sis-draft.ts';
import { type UnitTools, sectionOf, takeInHand } from './unit-in-hand.ts';

const RECORD = recordOf({ id: 's1', scores: { '81001': 5 } });
const LANE = {} as UnitTools;

describe('a unit that is taken in hand', () => {
  it('has its section and what is desired of it', () => {
    const { section, desired } = takeInHand(RECORD, new SisDraft(RECORD), LANE);
    expect(section).toEqual({ schoolId: '100', sectionId: '85001', teacherId: '8301', termId: '3600' });
    expect(desired).toEqual({
      ...{ title: 'Mid Term Exam (S1)', dueDate: '2026-11-20', totalPoints: 30, category: 'Quizzes' },
    });
  });

  it.each(['sisSchoolId', 'sisSectionId', 'sisTeacherId', 'sisTermId'] as const)('is refused without %s', (field) => {
    const { snapshot } = RECORD.otus;
    expect(() => sectionOf({ ...snapshot, section: { ...snapshot.section, [field]: null } })).toThrow(
      expect.objectContaining({
        ...{ class: 'unit', code: 'SECTION_NOT_LINKED', message: 'school, section, teacher or term is not known' },
      }) as unknown as Error,
    );
  });

  it.each(['dueDate', 'category'] as const)('cannot be one that has no %s', (field) => {
    const { decision } = RECORD;
    const record = { ...RECORD, decision: { ...decision, desired: { ...decision.desired, [field]: null } } };
    expect(() => takeInHand(record, new SisDraft(record), LANE)).toThrow('no due date or category');
  });
});

describe('whether an earlier attempt may have made requests unseen', () => {
  const claim = { owner: 'delivery-1', fence: 1, at: 20 };
  it.each([
    ['there is no intent', null, claim, false],
    ['the intent is of this claim', { startedAt: 20, revision: 1 }, claim, false],
    ['the intent is older', { startedAt: 19, revision: 1 }, claim, true],
    ['nobody has it claimed', { startedAt: 20, revision: 1 }, null, true],
  ])('given that %s', (_what, intent, of, isOlder) => {
    expect(hasOlderIntent(recordOf({ id: 's1', scores: {} }, { intent, claim: of }))).toBe(isOlder);
  });
});
