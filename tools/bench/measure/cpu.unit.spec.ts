import { expect, it } from '@jest/globals';
import { cpuOf, cpuSecondsOf, cpuSince, fineCpuOf, threadSecondsOf } from './cpu.ts';

it('reads user and kernel time, whatever the command is called', () => {
  const stat = '4242 (node ) x) S 1 4242 4242 0 -1 4194304 100 0 5 0 250 50 0 0 20 0 11 0 12345 0 0';
  expect(cpuSecondsOf(stat)).toBe(3);
  expect(() => cpuSecondsOf('4242 (node) S')).toThrow('processor time');
});

it('knows the time of a process that runs', () => {
  if (process.platform !== 'linux') return;
  expect(cpuOf(new Map([['this', process.pid]])).get('this')).toBeGreaterThan(0);
});

it('says what each process has used since, and nothing of one that was not there', () => {
  if (process.platform !== 'linux') return;
  const pids = new Map([
    ['this', process.pid],
    ['new', process.pid],
  ]);
  const since = cpuSince(new Map([['this', -1]]), pids);
  expect(since.get('this')).toBeGreaterThan(1);
  expect(since.get('new')).toBe(0);
});

it('reads the time of a thread', () => {
  expect(threadSecondsOf('1500000000 2285783 3')).toBe(1.5);
  expect(() => threadSecondsOf('')).toThrow('processor time');
});

it('knows the time of a process that runs, finely', () => {
  if (process.platform !== 'linux') return;
  const [coarse = 0] = cpuOf(new Map([['this', process.pid]])).values();
  expect(fineCpuOf(process.pid)).toBeGreaterThan(coarse / 2);
});
