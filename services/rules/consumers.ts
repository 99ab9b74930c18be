import { fingerprintOfKnownValues, topics } from '@passback/contracts';
import { ConsumerGroup } from '@passback/messaging';
import { INPUT_TOPICS } from './input-topics.ts';
import { evaluateArrivals } from './evaluate/evaluate-arrivals.ts';
import { takeStaff } from './evaluate/take-staff.ts';
import { LIMITS } from './limits.ts';
import { replayLetters } from './replay/replay-letters.ts';
import type { RulesContext } from './rules-context.ts';
import type { RunCare } from './runs/run-care.ts';

/** Topics that this service reads or writes. */
const TOPICS = [...INPUT_TOPICS, topics.deliveries, topics.outcomes, topics.runs, topics.deadLetters];

/** This service's consumers. */
export function createConsumers(context: RulesContext, care: Pick<RunCare, 'notice'>): ConsumerGroup {
  const { messaging, clock, logger, group } = context;
  return new ConsumerGroup({
    messaging,
    clock,
    logger,
    topics: TOPICS,
    consume: [
      () =>
        messaging.consume(topics.staff, {
          group,
          maxBatch: LIMITS.messagesPerBatch,
          handle: (messages) => takeStaff(context, messages),
        }),
      () =>
        messaging.consume(topics.sectionAssessments, {
          group,
          maxBatch: LIMITS.messagesPerBatch,
          handle: (messages) => evaluateArrivals(context, messages),
        }),
      () =>
        messaging.consume(topics.deadLetters, {
          // A version that knows more values begins with the oldest: what waited for it is taken in as soon as it is there.
          group: `${group}-letters-${fingerprintOfKnownValues()}`,
          maxBatch: LIMITS.lettersPerBatch,
          handle: async (letters) => {
            await replayLetters(context, letters);
            return undefined;
          },
        }),
      () =>
        messaging.consume(topics.outcomes, {
          group: `${group}-progress`,
          maxBatch: LIMITS.outcomesPerBatch,
          from: 'newest',
          handle: async (messages) => {
            for (const { value } of messages) care.notice(value.districtId, value.runId);
            return undefined;
          },
        }),
    ],
  });
}
