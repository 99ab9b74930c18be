import { expect, it } from '@jest/globals';
import type { Figure } from '../measure/figure.ts';
import { compareInTurns } from './compare.ts';

it('measures A B B A …, and divides what belongs together', async () => {
  const turns: string[] = [];
  const side = (name: string, value: number) => async (): Promise<Figure[]> => {
    turns.push(name);
    return [{ part: 'night', what: 'seconds', stack: 'embedded', value: value * Math.ceil(turns.length / 2) }];
  };
  const ratios = await compareInTurns({ before: side('A', 2), after: side('B', 1) }, 3, () => undefined);
  expect(turns.join('')).toBe('ABBAAB');
  expect(ratios).toMatchObject([{ what: 'seconds', value: 0.5 }]);
});
