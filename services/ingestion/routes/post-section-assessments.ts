import { ErrorsSchema, HttpProblem, type HttpServer, inRequestSpan } from '@passback/service-kit';
import { activeTraceparent } from '@passback/telemetry';
import { Type } from 'typebox';
import { lineStream } from '../http/body-parsers.ts';
import { drain } from '../http/drain.ts';
import { PROBLEMS } from '../http/problems.ts';
import type { IngestionContext } from '../ingestion-context.ts';
import { INGESTION_LIMITS } from '../limits.ts';
import { acceptLines, type LinesReport } from '../lines/accept-lines.ts';
import type { RejectedLine } from '../lines/rejections.ts';
import { publishWithOwnTraces } from '../publish/own-traces.ts';
import { DistrictParams, unchecked } from './shared.ts';

const ReportSchema = Type.Object({
  accepted: Type.Integer({ description: 'Snapshots that the broker has durably' }),
  rejected: Type.Unsafe<readonly RejectedLine[]>(
    Type.Array(
      Type.Object({ line: Type.Integer({ description: 'From 1; blank lines count' }), errors: ErrorsSchema }),
      { description: `The first ${INGESTION_LIMITS.reportedLines} lines that were not taken` },
    ),
  ),
  rejectedCount: Type.Integer({ description: 'All lines that were not taken' }),
});

const schema = {
  tags: ['section assessments'],
  summary: 'Takes snapshots as NDJSON, one a line, streamed, any length',
  description:
    'A bad line does not stop the good ones. When the broker fails on the way, the problem says how many were accepted: sending ' +
    'all of them again is safe, since a revision that is stored already changes nothing.',
  consumes: ['application/x-ndjson'],
  params: Type.Object(DistrictParams),
  body: Type.String({ description: 'One snapshot a line, each with its `sectionAssessmentId`, at most 1 MiB a line' }),
  response: { 200: ReportSchema, ...PROBLEMS },
};

/** `POST /v1/districts/{districtId}/section-assessments` */
export function postSectionAssessments(server: HttpServer, context: IngestionContext): void {
  server.post('/v1/districts/:districtId/section-assessments', { schema, ...unchecked }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const { districtId } = request.params;
      const stream = lineStream(request.body);
      const { ended, ...counts } = await acceptLines(stream, {
        districtId,
        publish: publishWithOwnTraces(context.publisher, districtId, activeTraceparent()),
        signal: context.stopping,
      });
      if (ended === 'end') return reply.code(200).send(counts);
      const problem = problemOf(ended, counts.accepted);
      await drain(stream);
      const { status, headers } = problem;
      return reply
        .code(status)
        .headers({ ...headers, connection: 'close' })
        .type('application/problem+json')
        .send({ ...problem.body(), ...counts });
    }),
  );
}

/** Why a stream was not taken to its end, and how far it was. */
function problemOf(ended: Exclude<LinesReport['ended'], 'end'>, accepted: number): HttpProblem {
  const soFar = `${accepted} snapshots were accepted; sending all of them again is safe`;
  const again = { 'retry-after': String(INGESTION_LIMITS.retryAfterSeconds) };
  if (ended === 'idle') {
    const detail = `nothing came for ${INGESTION_LIMITS.idleMs} ms; ${soFar}`;
    return new HttpProblem(408, 'The stream stood still', { detail });
  }
  if (ended === 'slow') {
    const detail = `less than ${INGESTION_LIMITS.rateBytes} bytes came in ${INGESTION_LIMITS.rateMs} ms; ${soFar}`;
    return new HttpProblem(408, 'The stream is too slow', { detail });
  }
  if (ended === 'stopping') return new HttpProblem(503, 'This server is stopping', { detail: soFar, headers: again });
  const { failure } = ended;
  if (isBrokenOff(failure)) return new HttpProblem(400, 'The client broke off', { detail: soFar });
  if (!(failure instanceof HttpProblem)) throw failure;
  const { status, title, errors, headers } = failure;
  return new HttpProblem(status, title, { detail: `${failure.message}; ${soFar}`, errors, headers });
}

/** Nobody reads that answer; it keeps a client's broken connection out of the errors that an operator acts on. */
function isBrokenOff(failure: unknown): boolean {
  return failure instanceof Error && 'code' in failure && failure.code === 'ECONNRESET';
}
