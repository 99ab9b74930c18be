import type { DistrictRecord } from '@passback/ledger';
import { STRICT_OPERATOR } from '@passback/service-host';
import { HttpProblem, type HttpServer } from '@passback/service-kit';
import { Type } from 'typebox';
import { auditedDistricts } from '../audit/audited-districts.ts';
import type { ConsoleContext } from '../console-context.ts';
import { asking } from '../http/access.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { notValid } from '../http/problems.ts';
import { DistrictParams, PROBLEMS } from '../http/schemas.ts';
import { checkSettings } from './check-settings.ts';
import { districtView } from './district-view.ts';
import { DistrictAnswer } from './get-district.ts';
import { refusalsToPeople } from './refusals.ts';
import { SettingsSchema } from './settings-schema.ts';
import { storeSettings } from './store-settings.ts';

const schema = {
  tags: ['districts'],
  summary: 'Replaces the settings of the district',
  description:
    'What is left out gets its default, but `powerschool.clientSecret` and `tokens` stay as they are held. Who changes connector, ' +
    'base URL or client has to give the secret anew. With `If-Match` and the `ETag` of a GET, 409 when somebody else changed them ' +
    'meanwhile. Units are decided anew right after. What is set here stands when the file of districts is read again.',
  params: DistrictParams,
  headers: Type.Object({ 'if-match': Type.Optional(Type.String({ description: 'The version that is replaced' })) }),
  body: SettingsSchema,
  response: { 200: DistrictAnswer, ...PROBLEMS },
};

/** A version as an entity tag: `"3"`, `W/"3"` or just `3`. */
const ENTITY_TAG = /^(?:W\/)?"?(\d{1,15})"?$/;

/** `PUT /v1/districts/{districtId}` */
export function putDistrict(server: HttpServer, context: ConsoleContext): void {
  const { ledger, secrets, clock, logger, operator = STRICT_OPERATOR } = context;
  // The schema describes; formats and what belongs together are checked below, so that all that is wrong is named at once.
  const unchecked = () => () => true;
  server.put('/v1/districts/:districtId', { schema, validatorCompiler: unchecked }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const { districtId } = request.params;
      const checked = checkSettings(request.body ?? null);
      if (!checked.ok) throw notValid(checked.errors);
      const expected = expectedVersion(request.headers['if-match']);
      const { requestedBy: by, roles } = asking(request);
      const districts = auditedDistricts(context, roles);
      const given = checked.value;
      const refusals = (held: DistrictRecord | null) => refusalsToPeople(given, held, operator);
      const change = { districtId, given, by, at: clock.now(), refusals, ...expected };
      const stored = await storeSettings({ districts, secrets }, change);
      if (!stored.ok) throw notValid(stored.errors);
      const { version } = stored.value;
      logger.info({ district: districtId, version, requestedBy: by }, 'settings stored');
      return reply.header('etag', `"${version}"`).send(await districtView(stored.value, { ledger, secrets, clock }));
    }),
  );
}

function expectedVersion(header: string | undefined): { expectedVersion?: number } {
  if (header === undefined || header.trim() === '*') return {};
  const version = ENTITY_TAG.exec(header.trim())?.[1];
  if (version !== undefined) return { expectedVersion: Number(version) };
  const message = 'is not an ETag that this API gave';
  throw new HttpProblem(400, 'The request is not valid', { detail: message, errors: [{ path: 'if-match', message }] });
}
