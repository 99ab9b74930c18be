import type { DistrictRecord } from '@passback/ledger';
import { STRICT_OPERATOR } from '@passback/service-host';
import { type HttpServer, problemAnswer, type Validated } from '@passback/service-kit';
import { Type } from 'typebox';
import { auditedDistricts } from '../audit/audited-districts.ts';
import type { ConsoleContext } from '../console-context.ts';
import { asking } from '../sign-in/access.ts';
import { bodyUnchecked } from '../http/bodies.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { notValid } from '../http/problems.ts';
import { DistrictParams, PROBLEMS, Query } from '../http/schemas.ts';
import { checkSettings } from './check-settings.ts';
import { districtView } from './district-view.ts';
import { DistrictAnswer } from './get-district.ts';
import { expectedVersion, versionConflict, withVersionConflict } from './if-match.ts';
import { refusalsToPeople, refusalsToToken } from './refusals.ts';
import { SettingsSchema } from './settings-schema.ts';
import { type SettingsChange, storeSettings, trySettings } from './store-settings.ts';

const schema = {
  tags: ['districts'],
  summary: 'Replaces the settings of the district',
  description:
    'What is left out gets its default, but `powerschool.clientSecret` and `tokens` stay as they are stored. Who changes connector, ' +
    'base URL or client has to give the secret anew. With `If-Match` and the `ETag` of a GET, 409 when somebody else changed them ' +
    'meanwhile. Units are decided anew right after. What is set here stands when the file of districts is read again. With ' +
    '`dryRun=true` all of it is looked through and nothing is stored: the answer has the settings as they would be, with their next ' +
    'night, and the version, and who changed it when, that are stored now.',
  params: DistrictParams,
  querystring: Query({
    dryRun: Type.Optional(Type.Boolean({ description: 'Only says what is wrong, or how it would be; false: stores' })),
  }),
  headers: Type.Object({ 'if-match': Type.Optional(Type.String({ description: 'The version that is replaced' })) }),
  body: SettingsSchema,
  response: {
    200: DistrictAnswer,
    ...PROBLEMS,
    409: problemAnswer(
      'The settings have another version than `If-Match` says: `version`, `changedAt` and `changedBy` are of what is stored',
    ),
  },
};

/** `PUT /v1/districts/{districtId}` */
export function putDistrict(server: HttpServer, context: ConsoleContext): void {
  const { ledger, secrets, clock, logger, operator = STRICT_OPERATOR } = context;
  server.put('/v1/districts/:districtId', { schema, validatorCompiler: bodyUnchecked(server) }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const { districtId } = request.params;
      const isDryRun = request.query.dryRun === true;
      const checked = checkSettings(request.body ?? null);
      if (!checked.ok) throw notValid(checked.errors);
      const expected = expectedVersion(request.headers['if-match']);
      const { requestedBy: by, roles } = asking(request);
      const given = checked.value;
      const ofToken = request.caller.kind === 'token' ? by : null;
      const refusals = (stored: DistrictRecord | null) => [
        ...refusalsToPeople(given, stored, operator),
        ...(ofToken === null ? [] : refusalsToToken(given, stored, ofToken)),
      ];
      const change = { districtId, given, by, at: clock.now(), refusals, ...expected };
      const settled = await (isDryRun
        ? orVersionConflict(context, change, trySettings({ districts: ledger.districts, secrets }, change))
        : store(context, change, roles));
      if (!settled.ok) throw notValid(settled.errors);
      const { version } = settled.value;
      if (!isDryRun) logger.info({ district: districtId, version, requestedBy: by }, 'settings stored');
      return reply.header('etag', `"${version}"`).send(await districtView(settled.value, { ledger, secrets, clock }));
    }),
  );
}

/** Stores the change, in the audit log too; one of another version than expected is refused before it is a command, where that is known. */
function store(
  context: ConsoleContext,
  change: SettingsChange,
  roles: ReturnType<typeof asking>['roles'],
): Promise<Validated<DistrictRecord>> {
  const { ledger, secrets } = context;
  const guarded = change.expectedVersion === undefined ? ledger.districts : withVersionConflict(ledger.districts);
  const districts = auditedDistricts({ ...context, ledger: { audit: ledger.audit, districts: guarded } }, roles);
  return orVersionConflict(context, change, storeSettings({ districts, secrets }, change));
}

function orVersionConflict<T>(
  { ledger }: Pick<ConsoleContext, 'ledger'>,
  { districtId, expectedVersion: expected }: SettingsChange,
  work: Promise<T>,
): Promise<T> {
  if (expected === undefined) return work;
  return work.catch(async (error: unknown) => {
    throw await versionConflict(ledger.districts, districtId, error);
  });
}
