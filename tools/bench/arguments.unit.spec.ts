import { describe, expect, it } from '@jest/globals';
import { parseArguments, PARTS, STACKS } from './arguments.ts';

describe('the arguments of the bench', () => {
  it('are everything, when there are none', () => {
    expect(parseArguments([])).toMatchObject({ parts: PARTS, stacks: STACKS, write: false, profile: null });
    expect(parseArguments([]).compare).toBeNull();
  });

  it('choose parts, in their own order, and the rest', () => {
    expect(parseArguments(['night', 'ingest', '--stack', 'embedded', '--units', '500', '--runs', '1'])).toMatchObject({
      parts: ['ingest', 'night'],
      stacks: ['embedded'],
      units: 500,
      runs: 1,
    });
  });

  it('name a version to compare with, in more turns', () => {
    const { compare, runs } = parseArguments(['--compare', 'main~3']);
    expect(compare).toBe('main~3');
    expect(runs).toBeGreaterThan(parseArguments([]).runs);
    expect(parseArguments(['--compare', 'main', '--runs', '2']).runs).toBe(2);
  });

  it.each([
    [['nights'], 'no part nights'],
    [['--stack', 'redis'], 'no stack redis'],
    [['--units', '99'], '--units 99'],
    [['--units', '1e9'], '--units 1e9'],
    [['--ledger-units', '2000000'], '--ledger-units 2000000'],
    [['--runs', '0'], '--runs 0'],
    [['--speed'], '--speed'],
    [['ingest', '--write'], 'all parts'],
    [['--write', '--stack', 'kafka'], 'both stacks'],
    [['--write', '--compare', 'main'], 'not for the page'],
  ])('%j are refused with what is wrong and the usage', (argv, message) => {
    expect(() => parseArguments(argv)).toThrow(message);
    expect(() => parseArguments(argv)).toThrow('usage: npm run bench');
  });
});
