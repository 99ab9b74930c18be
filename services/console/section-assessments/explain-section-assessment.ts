import type { UnitRecord } from '@passback/domain';
import type { AttemptRecord, Ledger, RunRecord } from '@passback/ledger';
import type { HttpServer } from '@passback/service-kit';
import { ATTRIBUTES } from '@passback/telemetry';
import { Type } from 'typebox';
import type { ConsoleContext } from '../console-context.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { answerLanguage } from '../http/language.ts';
import { Answer, PROBLEMS } from '../http/schemas.ts';
import { CONSOLE_LIMITS } from '../limits.ts';
import { ExplanationProperties } from './explanation-schema.ts';
import { type ExplanationView, explanationView } from './explanation-view.ts';
import { unitFor } from './unit-for.ts';

const schema = {
  tags: ['section assessments'],
  summary: 'Why it is, or is not, in PowerSchool: the explanation of a unit and of each of its scores',
  params: Type.Object({ districtId: Type.String(), sectionAssessmentId: Type.String() }),
  response: { 200: Answer<ExplanationView>('The explanation', ExplanationProperties), ...PROBLEMS },
};

/** `GET /v1/districts/{districtId}/section-assessments/{sectionAssessmentId}` */
export function explain(server: HttpServer, { ledger }: ConsoleContext): void {
  server.get('/v1/districts/:districtId/section-assessments/:sectionAssessmentId', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async (span) => {
      const { districtId, sectionAssessmentId } = request.params;
      span.setAttribute(ATTRIBUTES.sectionAssessment, sectionAssessmentId);
      const [record, attempts] = await Promise.all([
        unitFor(ledger, request.caller, districtId, sectionAssessmentId),
        ledger.attempts.list(districtId, sectionAssessmentId, CONSOLE_LIMITS.attempts),
      ]);
      const runs = await runsOf(ledger, record, attempts);
      return reply.send(explanationView({ record, attempts, runs, language: answerLanguage(request, reply) }));
    }),
  );
}

/** The runs that asked for its delivery, as far as they are known: the last one, and those of its attempts. */
async function runsOf(
  { runs }: Pick<Ledger, 'runs'>,
  { districtId, delivery }: UnitRecord,
  attempts: readonly AttemptRecord[],
): Promise<RunRecord[]> {
  const ids = new Set([delivery.runId, ...attempts.map(({ runId }) => runId)].filter((id) => id !== null));
  const found = await Promise.all([...ids].map((runId) => runs.get(districtId, runId)));
  return found.filter((run) => run !== null);
}
