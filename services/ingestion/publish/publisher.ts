import { type SectionAssessmentChanged, type TopicDefinition, topics, unitKey } from '@passback/contracts';
import type { SectionAssessment, StaffMember } from '@passback/domain';
import { type Messaging, MessagingError, type OutgoingMessage } from '@passback/messaging';
import { type Clock, HttpProblem, within } from '@passback/service-kit';
import { INGESTION_LIMITS } from '../limits.ts';

/** A snapshot on its way, with the trace that its journey is followed by; null without tracing. */
export interface AcceptedSnapshot {
  readonly snapshot: SectionAssessment;
  readonly traceparent: string | null;
}

/** All staff of a district as it goes on, their addresses sealed. */
export interface SealedStaffList {
  readonly revision: number;
  readonly staff: readonly StaffMember[];
  readonly isShrinkConfirmed?: boolean;
}

/** Hands over to the broker; what resolves is durable. Throws `HttpProblem`: 503 when it cannot now, 413 when it never will. */
export class Publisher {
  readonly #messaging: Pick<Messaging, 'produce'>;
  readonly #clock: Clock;

  constructor(messaging: Pick<Messaging, 'produce'>, clock: Clock) {
    this.#messaging = messaging;
    this.#clock = clock;
  }

  snapshots(districtId: string, accepted: readonly AcceptedSnapshot[]): Promise<void> {
    const receivedAtMs = this.#clock.now();
    return this.#produce(
      topics.sectionAssessments,
      accepted.map(({ snapshot, traceparent }) => ({
        key: unitKey(districtId, snapshot.sectionAssessmentId),
        value: { districtId, receivedAtMs, snapshot } satisfies SectionAssessmentChanged,
        ...traced(traceparent),
      })),
    );
  }

  staff(
    districtId: string,
    { revision, staff, isShrinkConfirmed = false }: SealedStaffList,
    traceparent: string | null,
  ): Promise<void> {
    const value = {
      ...{ districtId, revision, staff },
      ...(isShrinkConfirmed && { isShrinkConfirmed }),
    };
    return this.#produce(topics.staff, [{ key: districtId, value, ...traced(traceparent) }]);
  }

  async #produce<T>(topic: TopicDefinition<T>, messages: readonly OutgoingMessage<T>[]): Promise<void> {
    const { produceMs } = INGESTION_LIMITS;
    const late = (): never => {
      throw unavailable(`no acks within ${produceMs} ms`);
    };
    try {
      await within(produceMs, this.#messaging.produce(topic, messages), { late });
    } catch (error) {
      throw problemOf(error);
    }
  }
}

function traced(traceparent: string | null): { headers?: { traceparent: string } } {
  return traceparent === null ? {} : { headers: { traceparent } };
}

function problemOf(error: unknown): unknown {
  if (!(error instanceof MessagingError)) return error;
  if (error.code === 'UNAVAILABLE' || error.code === 'STOPPED') return unavailable(error.message, error);
  if (error.code !== 'MESSAGE_TOO_LARGE') return error;
  const message = 'is larger than the broker takes as one message';
  return new HttpProblem(413, 'The body is too large', { detail: `It ${message}`, errors: [{ path: '', message }] });
}

function unavailable(detail: string, cause?: unknown): HttpProblem {
  const problem = new HttpProblem(503, 'The broker cannot take it now', {
    detail,
    headers: { 'retry-after': String(INGESTION_LIMITS.retryAfterSeconds) },
  });
  problem.cause = cause;
  return problem;
}
