import { describe, expect, it } from '@jest/globals';
import { attempt, type LedgerUnderTest, newDistrict, NOW } from './records.fixture.ts';

export function attemptsContract(subject: () => LedgerUnderTest): void {
  const attempts = () => subject().ledger.attempts;

  describe('attempts', () => {
    it('are given newest first, the later appended first within one instant', async () => {
      const district = newDistrict();
      const [first, second, third] = [
        attempt(district, 'sa.1', NOW),
        attempt(district, 'sa.1', NOW, 2),
        attempt(district, 'sa.1', NOW + 1, 3),
      ];
      await attempts().append([third!, attempt(district, 'sa-2', NOW)]);
      await attempts().append([first!, second!]);
      expect(await attempts().list(district, 'sa.1', 100)).toEqual([third, second, first]);
      expect(await attempts().list(district, 'sa.1', 2)).toEqual([third, second]);
      expect(await attempts().list(district, 'sa.1', 0)).toEqual([]);
      expect(await attempts().list(newDistrict(), 'sa.1', 10)).toEqual([]);
    });

    it('have limits', async () => {
      const tooMany = Array.from({ length: 1_001 }, () => attempt('d', 'sa-1', NOW));
      await attempts().append([]);
      await expect(attempts().append(tooMany)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
      await expect(attempts().list('d', 'sa-1', 101)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
    });

    it('are removed before a time, however many', async () => {
      const district = newDistrict();
      // Long before the attempts of other tests, which stay.
      const old = NOW - 1_000_000;
      const many = Array.from({ length: 1_000 }, (_, index) => attempt(district, 'sa-1', old + index));
      await attempts().append(many);
      await attempts().append([attempt(district, 'sa-1', old), attempt(district, 'sa-1', old + 2_000)]);
      expect(await attempts().prune(old + 1_000)).toBe(1_001);
      expect(await attempts().list(district, 'sa-1', 100)).toMatchObject([{ at: old + 2_000 }]);
      expect(await attempts().prune(old + 1_000)).toBe(0);
    });
  });
}
