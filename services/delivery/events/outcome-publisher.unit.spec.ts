import { describe, expect, it } from '@jest/globals';
import type { DeliveryOutcome } from '@passback/contracts';
import { MessagingError, type OutgoingMessage } from '@passback/messaging';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { MovableClock } from '../testing/clock.fixture.ts';
import { OutcomePublisher } from './outcome-publisher.ts';

const message = (id: string): OutgoingMessage<DeliveryOutcome> => ({
  key: id,
  value: {
    districtId: 'lincoln',
    sectionAssessmentId: id,
    runId: 'night-1',
    identifier: id,
    revision: 1,
    attempt: 1,
    state: 'inSync',
    reason: '',
    scores: [],
  },
});

function broker(fails: (ids: readonly string[]) => Error | null) {
  const taken: string[] = [];
  const warned: string[] = [];
  const clock = new MovableClock();
  const produce = async (_topic: unknown, messages: readonly OutgoingMessage<unknown>[]): Promise<void> => {
    const ids = messages.map(({ key }) => key);
    const error = fails(ids);
    if (error !== null) throw error;
    taken.push(...ids);
  };
  const logger = { warn: (_fields: unknown, text: string) => void warned.push(text) };
  return { taken, warned, clock, publisher: new OutcomePublisher({ produce }, clock, logger as never) };
}

describe('outcomes', () => {
  it('wait for a broker that is away, and go out in order when it is back', async () => {
    let isAway = true;
    const { taken, clock, publisher, warned } = broker(() =>
      isAway ? new MessagingError('UNAVAILABLE', 'away') : null,
    );
    for (const id of ['a', 'b', 'c']) publisher.publish(message(id));
    await eventually(() => expect(warned).toEqual(['outcomes wait for the broker']));
    isAway = false;
    clock.advance(1_000);
    await eventually(() => expect(taken).toEqual(['a', 'b', 'c']));
    await publisher.stop();
  });

  it('that can never be taken are dropped alone', async () => {
    const { taken, publisher } = broker((ids) =>
      ids.includes('b') ? new MessagingError('MESSAGE_TOO_LARGE', 'too large') : null,
    );
    for (const id of ['a', 'b', 'c']) publisher.publish(message(id));
    await eventually(() => expect(taken).toEqual(['a', 'c']));
    await publisher.stop();
  });

  it('are bounded while the broker is away, and dropped when the process stops', async () => {
    const { taken, publisher, warned } = broker(() => new MessagingError('UNAVAILABLE', 'away'));
    for (let n = 0; n < 12_000; n += 1) publisher.publish(message(`m${n}`));
    await publisher.stop();
    expect(taken).toEqual([]);
    expect(warned.some((text) => text.startsWith('outcomes are not told any more'))).toBe(true);
  });
});
