import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { onStopSignals } from './stop-signals.ts';

function signalled(times: readonly (readonly [atMs: number, signal: NodeJS.Signals])[]): string[] {
  const calls: string[] = [];
  const source = new EventEmitter() as unknown as NodeJS.Process;
  let nowMs = 0;
  const handlers = {
    stop: (signal: string) => void calls.push(`stop ${signal}`),
    force: (signal: string) => void calls.push(`force ${signal}`),
  };
  const takeBack = onStopSignals(handlers, source, () => nowMs);
  for (const [atMs, signal] of times) {
    nowMs = atMs;
    source.emit(signal, signal);
  }
  takeBack();
  source.emit('SIGTERM', 'SIGTERM');
  return calls;
}

describe('signals to stop', () => {
  it('one that npm passes on again is still the first', () => {
    expect(
      signalled([
        [0, 'SIGINT'],
        [3, 'SIGINT'],
        [40, 'SIGTERM'],
      ]),
    ).toEqual(['stop SIGINT']);
  });

  it('a second one, by somebody who does not want to wait, forces', () => {
    expect(
      signalled([
        [0, 'SIGTERM'],
        [1_500, 'SIGINT'],
      ]),
    ).toEqual(['stop SIGTERM', 'force SIGINT']);
  });
});
