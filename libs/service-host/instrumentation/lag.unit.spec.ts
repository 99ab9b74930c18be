import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { topics } from '@passback/contracts';
import { LagMeter } from './lag.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const MINUTE_MS = 60_000;

it('asks for each group and its topics while they are consumed, one look at a time, and goes on after a failure', async () => {
  const asked: [string, string[]][] = [];
  let isDown = false;
  const lag = async (group: string, of: readonly { name: string }[]) => {
    asked.push([group, of.map(({ name }) => name)]);
    if (isDown) throw new Error('the broker is away');
    return {};
  };
  const warned: unknown[] = [];
  const meter = new LagMeter({ lag }, { warn: (fields: unknown) => void warned.push(fields) });
  const staff = meter.watch('rules', topics.staff);
  meter.watch('rules', topics.sectionAssessments);
  meter.watch('rules-progress', topics.outcomes);
  await jest.advanceTimersByTimeAsync(2_000);
  expect(asked).toEqual([
    ['rules', [topics.staff.name, topics.sectionAssessments.name]],
    ['rules-progress', [topics.outcomes.name]],
  ]);
  isDown = true;
  staff.forget();
  await jest.advanceTimersByTimeAsync(MINUTE_MS);
  expect(asked.length).toBeGreaterThan(8);
  const err = new Error('the broker is away');
  expect(warned).toEqual([
    { err, group: 'rules' },
    { err, group: 'rules-progress' },
  ]);
  expect(asked.at(-2)).toEqual(['rules', [topics.sectionAssessments.name]]);
  meter.stop();
  const before = asked.length;
  await jest.advanceTimersByTimeAsync(MINUTE_MS);
  expect(asked).toHaveLength(before);
});
