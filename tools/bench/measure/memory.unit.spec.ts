import { expect, it } from '@jest/globals';
import { forgetPeak, memoryNow, peakMemory, peakOf, residentOf, summed, together } from './memory.ts';

const MIB = 1_024 * 1_024;
const STATUS =
  'Name:\tnode\nVmPeak:\t 9999999 kB\nVmHWM:\t   4096 kB\nVmRSS:\t 3072 kB\nRssAnon:\t 2048 kB\nRssFile:\t 1024 kB\n';

it('reads the peak out of the status of a process', () => {
  expect(peakOf(STATUS)).toEqual({ resident: 4 * MIB, mapped: MIB });
  expect(() => peakOf('Name:\tnode\n')).toThrow('VmHWM');
});

it('reads what it has now', () => {
  expect(residentOf(STATUS)).toEqual({ resident: 3 * MIB, mapped: MIB });
  expect(() => residentOf('VmHWM:\t   2048 kB\n')).toThrow('VmRSS');
});

const of = (resident: number, mapped: number) => ({ resident, mapped });

it('adds up what processes have, and counts in each what they share', () => {
  expect([summed([of(10, 4), of(8, 3)]), summed([])]).toEqual([18, 0]);
});

it('counts once what processes share', () => {
  expect(together([of(10, 4), of(8, 3), of(5, 4)])).toBe(6 + 5 + 1 + 4);
  expect([together([of(10, 4)]), together([])]).toEqual([10, 0]);
});

it('knows the peak of a process that runs', () => {
  if (process.platform !== 'linux') return;
  forgetPeak(process.pid);
  expect(peakMemory(process.pid).resident).toBeGreaterThan(10 * MIB);
  const { resident, mapped } = memoryNow(process.pid);
  expect(resident).toBeGreaterThan(mapped);
});
