import { describe, expect, it } from '@jest/globals';
import { parseArguments, PARTS, STACKS } from './arguments.ts';

describe('the arguments of the bench', () => {
  it('are everything, when there are none', () => {
    expect(parseArguments([])).toMatchObject({ parts: PARTS, stacks: STACKS, write: false, profile: null });
  });

  it('choose parts, in their own order, and the rest', () => {
    expect(parseArguments(['night', 'ingest', '--stack', 'embedded', '--units', '500', '--runs', '1'])).toMatchObject({
      parts: ['ingest', 'night'],
      stacks: ['embedded'],
      units: 500,
      runs: 1,
    });
  });

  it.each([
    [['nights'], 'no part nights'],
    [['--stack', 'redis'], 'no stack redis'],
    [['--units', '99'], '--units 99'],
    [['--units', '1e9'], '--units 1e9'],
    [['--runs', '0'], '--runs 0'],
    [['--speed'], '--speed'],
    [['ingest', '--write'], 'all parts'],
    [['--write', '--stack', 'kafka'], 'both stacks'],
  ])('%j are refused with what is wrong and the usage', (argv, message) => {
    expect(() => parseArguments(argv)).toThrow(message);
    expect(() => parseArguments(argv)).toThrow('usage: npm run bench');
  });
});
