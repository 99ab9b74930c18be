import { describe, expect, it } from '@jest/globals';
import { SisDraft } from './sis-draft.ts';

const AT = 7;
const write = { scoreId: 'sc-1', sisStudentId: '81001', points: 20 / 3, cause: 'resend' } as const;

function seen(points: number | null, exempt = false): ReturnType<SisDraft['result']> {
  const draft = new SisDraft({ assignment: null, scores: [] }, false);
  draft.scoreSent(write, 1);
  draft.cellSeen(write, { sisStudentId: '81001', points, exempt }, AT);
  return draft.result();
}

describe('a cell that Otus did not change', () => {
  it.each([6.666667, 6.67, 20 / 3])(
    'holds what was sent where PowerSchool keeps fewer decimals of it: %s',
    (points) => {
      expect(seen(points)).toMatchObject({ kept: [], sis: { scores: [{ kept: null }] } });
    },
  );

  it.each<[number | null, boolean, number | null]>([
    [6.5, false, 6.5],
    [0, false, 0],
    [null, false, null],
    [20 / 3, true, null],
  ])('is an edit where it shows %s (exempt: %s)', (points, exempt, seenPoints) => {
    expect(seen(points, exempt)).toMatchObject({
      kept: ['sc-1'],
      sis: { scores: [{ kept: { seenPoints, seenAt: AT } }] },
    });
  });
});
