import { describe, expect, it } from '@jest/globals';
import { parseArguments, UsageError } from './arguments.ts';

const TO = ['--url', 'https://ingestion.example.org/', '--token-file', 'token'];

describe('arguments', () => {
  it('say what is sent where', () => {
    expect(parseArguments(['a.ndjson', ...TO])).toEqual({
      input: { kind: 'ndjson', file: 'a.ndjson' },
      service: { url: 'https://ingestion.example.org', tokenFile: 'token' },
      ...{ districtId: null, isRestart: false, patienceMs: 600_000 },
    });
    const csv = ['--csv', 'a.csv', '--scores', 's.csv', '--district', 'lincoln', '--ignore', 'x', '--ignore', 'y'];
    expect(parseArguments([...csv, '--check', '--restart'])).toMatchObject({
      input: { kind: 'csv', assessments: 'a.csv', scores: 's.csv', ignored: ['x', 'y'] },
      ...{ service: null, isRestart: true },
    });
  });

  it.each<[string[], string]>([
    [TO, 'what is to be sent'],
    [['a', 'b', ...TO], 'what is to be sent'],
    [['a', '--staff', 'b', ...TO], 'what is to be sent'],
    [['--csv', 'a', '--district', 'x', ...TO], '--csv and --scores'],
    [['--csv', 'a', '--scores', 'b', ...TO], '--district is needed'],
    [['a'], '--url and --token-file'],
    [['a', '--url', 'ingestion', '--token-file', 't'], '--url is the address'],
    [['a', '--url', 'https://u:p@x.org', '--token-file', 't'], '--url is the address'],
    [['a', ...TO, '--token', 't'], "Unknown option '--token'"],
    [['a', ...TO, '--patience', 'long'], '--patience'],
    [['--staff', 'a', '--district', 'x', '--check'], '--check'],
  ])('that are not understood are answered with how it is used: %j', (args, words) => {
    expect(() => parseArguments(args)).toThrow(UsageError);
    expect(() => parseArguments(args)).toThrow(words);
  });
});
