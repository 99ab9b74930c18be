import { expect, it } from '@jest/globals';
import { forgetPeak, memoryNow, peakMemory, peakOf, residentOf } from './memory.ts';

it('reads the peak out of the status of a process', () => {
  expect(peakOf('Name:\tnode\nVmPeak:\t 9999999 kB\nVmHWM:\t   2048 kB\nVmRSS:\t 1024 kB\n')).toBe(2 * 1024 * 1024);
  expect(() => peakOf('Name:\tnode\n')).toThrow('peak memory');
});

it('reads what it has now', () => {
  expect(residentOf('VmHWM:\t   2048 kB\nVmRSS:\t 1024 kB\n')).toBe(1024 * 1024);
  expect(() => residentOf('VmHWM:\t   2048 kB\n')).toThrow('the memory');
});

it('knows the peak of a process that runs', () => {
  if (process.platform !== 'linux') return;
  forgetPeak(process.pid);
  expect(peakMemory(process.pid)).toBeGreaterThan(10 * 1024 * 1024);
  expect(memoryNow(process.pid)).toBeGreaterThan(10 * 1024 * 1024);
});
