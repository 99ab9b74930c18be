import type { HttpServer } from '@passback/service-kit';
import { listAudit } from './audit/list-audit.ts';
import { checkConnection } from './commands/check-connection.ts';
import { lanes } from './commands/lanes.ts';
import { rebase } from './commands/rebase.ts';
import { reconcile } from './commands/reconcile.ts';
import { redrive } from './commands/redrive.ts';
import { sendUnit } from './commands/send-unit.ts';
import { startRun } from './commands/start-run.ts';
import type { ConsoleContext } from './console-context.ts';
import { getDistrict, getDistrictChanges } from './districts/get-district.ts';
import { listDistricts } from './districts/list-districts.ts';
import { overview } from './districts/overview.ts';
import { putDistrict } from './districts/put-district.ts';
import { COMMANDERS, only, READERS } from './http/access.ts';
import { onlyPlainBodies, takeJson, withoutEmptyParameters } from './http/bodies.ts';
import { getRun, listRuns } from './runs/get-runs.ts';
import { runEvents } from './runs/run-events.ts';
import { countUnits } from './section-assessments/count-units.ts';
import { explain } from './section-assessments/explain-section-assessment.ts';
import { listReasonHits, listReasons } from './section-assessments/list-reasons.ts';
import { listSectionAssessments } from './section-assessments/list-section-assessments.ts';
import { preview } from './section-assessments/preview.ts';

type Route = (server: HttpServer, context: ConsoleContext) => void;

const READING: readonly Route[] = [
  getDistrict,
  getDistrictChanges,
  explain,
  listSectionAssessments,
  listReasons,
  listReasonHits,
  preview,
  getRun,
  listRuns,
  runEvents,
  countUnits,
  lanes,
];
const COMMANDING: readonly Route[] = [
  putDistrict,
  startRun,
  redrive,
  sendUnit,
  rebase,
  checkConnection,
  reconcile,
  listAudit,
];

/** Every call of the API: those that read are for viewers and administrators, those that command, and who commanded what, for administrators. */
export async function addRoutes(server: HttpServer, context: ConsoleContext): Promise<void> {
  server.decorateRequest('requestedBy', '');
  // Schemas of answers describe them; they are sent as they are, so that nothing is lost or bent on the way.
  server.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  takeJson(server);
  server.addHook('preValidation', withoutEmptyParameters);
  listDistricts(server, context);
  overview(server, context);
  const { authorization } = context;
  for (const [roles, routes] of [
    [READERS, READING],
    [COMMANDERS, COMMANDING],
  ] as const) {
    await server.register(async (scope) => {
      scope.addHook('onRequest', only(roles, authorization));
      scope.addHook('onRequest', onlyPlainBodies);
      for (const route of routes) route(scope as HttpServer, context);
    });
  }
}
