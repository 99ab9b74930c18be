import { explainSectionAssessment, type UnitExplanation } from '@passback/domain';
import type { AttemptRecord } from '@passback/ledger';
import type { HttpServer } from '@passback/service-kit';
import { ATTRIBUTES, traceIdOf } from '@passback/telemetry';
import { Type } from 'typebox';
import type { ConsoleContext } from '../console-context.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { isoOf } from '../http/instants.ts';
import { notFound } from '../http/problems.ts';
import { Answer, Instant, PROBLEMS } from '../http/schemas.ts';
import { CONSOLE_LIMITS } from '../limits.ts';

type AttemptView = Omit<AttemptRecord, 'districtId' | 'sectionAssessmentId' | 'at'> & { readonly at: string };

interface Explanation extends UnitExplanation {
  readonly receivedAt: string;
  readonly evaluatedAt: string;
  /** The run that asked for its delivery last. */
  readonly runId: string | null;
  readonly attempts: readonly AttemptView[];
  readonly traceId: string | null;
}

const Reasons = Type.Array(
  Type.Object({
    code: Type.String(),
    level: Type.String(),
    message: Type.String(),
    fix: Type.String(),
    who: Type.String(),
  }),
);

const schema = {
  tags: ['section assessments'],
  summary: 'Why it is, or is not, in PowerSchool: the explanation of a unit and of each of its scores',
  params: Type.Object({ districtId: Type.String(), sectionAssessmentId: Type.String() }),
  response: {
    200: Answer<Explanation>('The explanation', {
      identifier: Type.String(),
      title: Type.String(),
      state: Type.String({ description: 'held · due · sending · retrying · inSync · rejected · withdrawn' }),
      reasons: Reasons,
      notices: Reasons,
      desired: Type.Object({}, { additionalProperties: true, description: 'What PowerSchool should have' }),
      sis: Type.Unsafe<object | null>({
        type: 'object',
        nullable: true,
        description: 'What PowerSchool was last given',
      }),
      scores: Type.Array(
        Type.Object({
          scoreId: Type.String(),
          studentId: Type.String(),
          state: Type.String({ description: 'held · due · sent · kept · rejected' }),
          points: Type.Unsafe<number | null>({ type: 'number', nullable: true }),
          reasons: Reasons,
          notices: Reasons,
          sentAt: Type.Unsafe<string | null>({ ...Instant, nullable: true }),
        }),
      ),
      attempts: Type.Array(Type.Object({}, { additionalProperties: true }), {
        description: `The latest ${CONSOLE_LIMITS.attempts} delivery attempts, newest first`,
      }),
      traceId: Type.Unsafe<string | null>({ type: 'string', nullable: true }),
    }),
    ...PROBLEMS,
  },
};

/** `GET /v1/districts/{districtId}/section-assessments/{sectionAssessmentId}` */
export function explain(server: HttpServer, { ledger }: ConsoleContext): void {
  server.get('/v1/districts/:districtId/section-assessments/:sectionAssessmentId', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async (span) => {
      const { districtId, sectionAssessmentId } = request.params;
      span.setAttribute(ATTRIBUTES.sectionAssessment, sectionAssessmentId);
      const [records, attempts] = await Promise.all([
        ledger.sectionAssessments.load(districtId, [sectionAssessmentId]),
        ledger.attempts.list(districtId, sectionAssessmentId, CONSOLE_LIMITS.attempts),
      ]);
      const record = records[0];
      if (record === undefined) throw notFound('no such section assessment is known of this district');
      return reply.send({
        ...explainSectionAssessment(record),
        receivedAt: isoOf(record.otus.receivedAt),
        evaluatedAt: isoOf(record.decision.evaluatedAt),
        runId: record.delivery.runId,
        attempts: attempts.map(attemptView),
        traceId: traceIdOf(record.otus.traceparent),
      });
    }),
  );
}

function attemptView({
  districtId: _district,
  sectionAssessmentId: _unit,
  at,
  ...attempt
}: AttemptRecord): AttemptView {
  return { at: isoOf(at), ...attempt };
}
