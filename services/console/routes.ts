import cookie from '@fastify/cookie';
import { addScope, type HttpServer } from '@passback/service-kit';
import { actFor } from './acting/act-for.ts';
import { listTeachers } from './acting/list-teachers.ts';
import { listAudit } from './audit/list-audit.ts';
import { checkConnection } from './commands/check-connection.ts';
import { lanes } from './commands/lanes.ts';
import { rebase } from './commands/rebase.ts';
import { reconcile } from './commands/reconcile.ts';
import { redrive } from './commands/redrive.ts';
import { sendUnit } from './commands/send-unit.ts';
import { startRun } from './commands/start-run.ts';
import type { ConsoleContext } from './console-context.ts';
import { dismissDeadLetters, replayDeadLetters } from './dead-letters/change-dead-letters.ts';
import { listDeadLetters } from './dead-letters/list-dead-letters.ts';
import { getDistrict, getDistrictChanges } from './districts/get-district.ts';
import { listDistricts } from './districts/list-districts.ts';
import { overview } from './districts/overview.ts';
import { putDistrict } from './districts/put-district.ts';
import {
  COMMANDERS,
  only,
  onlyActors,
  onlyOperators,
  READERS,
  TEACHERS,
  TEACHERS_WHO_COMMAND,
} from './sign-in/access.ts';
import { onlyPlainBodies, takeJson, withoutEmptyParameters } from './http/bodies.ts';
import { getLinks } from './links/get-links.ts';
import { getPlugin } from './plugin/get-plugin.ts';
import { listNotifications } from './notifications/list-notifications.ts';
import { resumeNotifications } from './notifications/resume-notifications.ts';
import { getRun, listRuns } from './runs/get-runs.ts';
import { runEvents } from './runs/run-events.ts';
import { countUnits } from './section-assessments/count-units.ts';
import { explain } from './section-assessments/explain-section-assessment.ts';
import { listReasonHits, listReasons } from './section-assessments/list-reasons.ts';
import { listSectionAssessments } from './section-assessments/list-section-assessments.ts';
import { preview } from './section-assessments/preview.ts';
import { getSetupResults, setupCheck } from './setup/setup-check.ts';
import { listStudents } from './students/list-students.ts';
import { signedInAtProvider, signInAtProvider } from './sign-in/oidc/oidc-routes.ts';
import { getSession, signInToDemo, signOut } from './sign-in/session-routes.ts';
import { getTokens } from './tokens/list-tokens.ts';
import { postToken } from './tokens/make-token.ts';
import { deleteToken } from './tokens/revoke-token.ts';

type Route = (server: HttpServer, context: ConsoleContext) => void;

/** For whoever comes. */
const SIGNING_IN: readonly Route[] = [getSession, signInToDemo, signInAtProvider, signedInAtProvider, signOut];
/** What teachers may ask, of what is theirs. */
const TEACHING: readonly Route[] = [explain, listSectionAssessments, listReasons, listStudents];
/** Commands of a teacher, for what is theirs. */
const TEACHERS_COMMANDING: readonly Route[] = [sendUnit];
const READING: readonly Route[] = [
  getDistrict,
  getDistrictChanges,
  listReasonHits,
  preview,
  getRun,
  listRuns,
  runEvents,
  countUnits,
  lanes,
  getSetupResults,
  listNotifications,
];
const COMMANDING: readonly Route[] = [
  ...[putDistrict, startRun, redrive, rebase, checkConnection, setupCheck, reconcile],
  ...[listAudit, getPlugin, listTeachers, resumeNotifications],
  ...[getTokens, postToken, deleteToken],
];
/** By what somebody is themselves, for whomever they act. */
const ACTING: readonly Route[] = [actFor];
/** Of all districts. */
const OPERATING: readonly Route[] = [listDeadLetters, replayDeadLetters, dismissDeadLetters];

/**
 * Every call of the API: those that read are for viewers and administrators, some of them for teachers too; those that command, and who
 * commanded what, for administrators; those of all districts for operators.
 */
export async function addRoutes(server: HttpServer, context: ConsoleContext): Promise<void> {
  server.decorateRequest('requestedBy', '');
  server.decorateRequest('caller');
  await server.register(cookie);
  // Schemas of answers describe them; they are sent as they are, so that nothing is lost or bent on the way.
  server.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  takeJson(server);
  server.addHook('preValidation', withoutEmptyParameters);
  // What is of a district, and who somebody is, is kept by no browser and no proxy.
  server.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
  for (const route of [listDistricts, overview, getLinks, ...SIGNING_IN]) route(server, context);
  for (const [name, door, routes] of [
    ['teaching', only(TEACHERS, context), TEACHING],
    ['teachers commanding', only(TEACHERS_WHO_COMMAND, context), TEACHERS_COMMANDING],
    ['reading', only(READERS, context), READING],
    ['commanding', only(COMMANDERS, context), COMMANDING],
    ['acting', onlyActors(context), ACTING],
    ['operating', onlyOperators(context), OPERATING],
  ] as const) {
    await addScope(server, name, (scope) => {
      scope.addHook('onRequest', door);
      scope.addHook('onRequest', onlyPlainBodies);
      for (const route of routes) route(scope, context);
    });
  }
}
