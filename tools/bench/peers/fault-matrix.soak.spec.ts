import { expect, it } from '@jest/globals';
import { playMatrix } from './fault-matrix.ts';
import { putEachAssignment } from './put-scores.ts';

it('finds what a script loses to an answer that is none, and doubles where the answer to a creation did not come', async () => {
  const district = { districtId: 'bench-0', index: 0, units: 1, today: '2026-11-24' };
  const { cases, withLost, withDoubled } = await playMatrix(putEachAssignment, district);
  expect(cases).toBe(7 * 17);
  // HTML, or 10 MB of nothing, for the scores: of a new and of a changed unit.
  expect(withLost).toBe(2 * 2);
  // Made, and then reset, silence, 502, half an answer, 10 MB of nothing.
  expect(withDoubled).toBe(5);
}, 120_000);
