import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { prepareCollector } from '@passback/local-infrastructure';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { Collector, DECISION_WAIT_MS } from './collector.fixture.ts';
import {
  type AttemptFacts,
  attemptSpans,
  CALLS,
  callSpans,
  delivery,
  evening,
  FAILED_CALL,
  span,
  traceIdOf,
} from './journey.fixture.ts';

const BUILD_LIMIT_MS = 25 * 60_000;
const JOURNEYS = 400;
/** Of the hash that the collector keeps a tenth by; these journeys are always the same ones. */
const SHARE = { least: 0.07, most: 0.13 };
const EVENING = 4;
const TOLD = ['deliver section assessment', 'send passback.outcomes.v1'];

const program = await prepareCollector();

(program === null ? describe.skip : describe)('what the collector keeps of a journey', () => {
  let collector: Collector;
  const traceIds = Array.from({ length: JOURNEYS }, (_, journey) => traceIdOf(journey));
  /** Journeys that the share did not take. */
  let thinned: string[];

  const namesOf = (traceId: string, service = 'delivery'): string[] =>
    collector.out.spans
      .filter((received) => received.traceId === traceId && received.service === service)
      .map(({ name }) => name)
      .sort();
  const callsOf = (traceId: string): string[] => namesOf(traceId).filter((name) => CALLS.some((call) => call === name));

  /** A decision is made for what comes meanwhile, after all that came before it. */
  async function untilDecided(): Promise<void> {
    const marker = traceIdOf(Math.random());
    await collector.send(delivery(marker, { isError: true }));
    await eventually(async () => expect(callsOf(marker)).toHaveLength(CALLS.length), 20_000);
    await sleep(DECISION_WAIT_MS);
  }

  beforeAll(async () => {
    collector = await Collector.start(program ?? '');
    for (const traceId of traceIds) await collector.send(evening(traceId));
    await untilDecided();
    for (const traceId of traceIds) await collector.send(delivery(traceId));
    await untilDecided();
    thinned = traceIds.filter((traceId) => callsOf(traceId).length === 0);
  }, BUILD_LIMIT_MS);
  afterAll(() => collector?.stop());

  it('is all of the evening, though nobody knows yet how the night ends', () => {
    for (const traceId of traceIds)
      expect([...namesOf(traceId, 'ingestion'), ...namesOf(traceId, 'rules')]).toHaveLength(EVENING);
  });

  it('is every attempt, and of those that went well the calls of a share, all or none', () => {
    for (const traceId of traceIds) {
      expect(namesOf(traceId)).toEqual(expect.arrayContaining(TOLD));
      expect([0, CALLS.length]).toContain(callsOf(traceId).length);
    }
    const share = 1 - thinned.length / JOURNEYS;
    expect(share).toBeGreaterThan(SHARE.least);
    expect(share).toBeLessThan(SHARE.most);
  });

  it.each<[string, AttemptFacts]>([
    ['that failed', { isError: true, reason: 'SIS_UNAVAILABLE' }],
    ['with a reason', { reason: 'SIS_REJECTED' }],
    ['in which an edit was kept', { kept: true }],
    ['that was made again', { attempt: 2 }],
    ['of a redrive', { run: 'redrive-2026-11-24-0a1b2c3d' }],
  ])('is all of an attempt %s, where an earlier one of its journey was thinned', async (_what, facts) => {
    const traceId = thinned.pop() ?? '';
    await collector.send(delivery(traceId, facts));
    await untilDecided();
    expect(namesOf(traceId)).toEqual([...CALLS, ...TOLD, ...TOLD].sort());
  });

  it('is all of an attempt whose parts come one after the other', async () => {
    const traceId = thinned.pop() ?? '';
    await collector.send(callSpans(traceId));
    await collector.send(attemptSpans(traceId, { isError: true }));
    await untilDecided();
    expect(callsOf(traceId)).toHaveLength(CALLS.length);
  });

  it('is an attempt that goes well after one that failed', async () => {
    const traceId = thinned.pop() ?? '';
    await collector.send(delivery(traceId, { isError: true }));
    await untilDecided();
    await collector.send(delivery(traceId));
    await untilDecided();
    expect(callsOf(traceId)).toHaveLength(2 * CALLS.length);
  });

  it('is a call that failed, whatever else of its attempt comes, once', async () => {
    const traceId = thinned.pop() ?? '';
    await collector.send([span({ traceId, service: 'delivery', name: FAILED_CALL, kind: 'client', isError: true })]);
    await untilDecided();
    expect(namesOf(traceId).filter((name) => name === FAILED_CALL)).toHaveLength(1);
  });
});
