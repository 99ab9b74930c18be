import { LedgerError } from '@passback/ledger';
import { HttpProblem } from '@passback/service-kit';
import { Type } from 'typebox';
import { isoTime } from '../answers/times.ts';
import { COMMAND, type ConsoleContext, DistrictParams, READ, type Routes } from '../console-context.ts';
import { publicDistrict } from '../districts/public-settings.ts';
import { checkDistrict, DistrictSettingsSchema } from '../districts/settings-schema.ts';
import { storedSettings } from '../districts/stored-settings.ts';

const tags = ['districts'];
/** The schema describes the body; `checkDistrict` checks it, with its own words. */
const unchecked = { validatorCompiler: () => () => true };

/** `If-Match: "7"`: change only what was seen. */
function expectedVersion(ifMatch: string | undefined): { expectedVersion?: number } {
  const version = /^"?(\d+)"?$/.exec(ifMatch ?? '')?.[1];
  return version === undefined ? {} : { expectedVersion: Number(version) };
}

function answer(record: Parameters<typeof publicDistrict>[0]) {
  const { settings, about } = publicDistrict(record);
  return { ...settings, about };
}

async function change(
  { ledger, secrets, clock }: ConsoleContext,
  districtId: string,
  body: unknown,
  by: string,
  ifMatch: string | undefined,
) {
  const { about: _about, ...given } = (typeof body === 'object' && body !== null ? body : {}) as Record<
    string,
    unknown
  >;
  const { settings, errors } = checkDistrict({ districtId, ...given });
  const mismatch =
    settings.districtId === districtId ? [] : [{ path: 'districtId', message: 'is not that of the path' }];
  if (errors.length + mismatch.length > 0)
    throw new HttpProblem(400, 'The settings are not valid', { errors: [...mismatch, ...errors] });
  const held = await ledger.districts.get(districtId);
  const stored = storedSettings(settings, held?.settings ?? null, secrets);
  if (stored.errors.length > 0) throw new HttpProblem(400, 'The settings are not valid', { errors: stored.errors });
  try {
    return answer(await ledger.districts.put(stored.settings, { by, at: clock.now(), ...expectedVersion(ifMatch) }));
  } catch (error) {
    if (!(error instanceof LedgerError) || error.code !== 'VERSION_CONFLICT') throw error;
    throw new HttpProblem(409, 'The settings have changed since', { detail: error.message });
  }
}

export const districtRoutes: Routes = (server, context) => {
  const { authorization, ledger } = context;
  server.get(
    '/v1/districts/:districtId',
    { schema: { tags, summary: 'Settings, without secrets', params: DistrictParams } },
    async (request, reply) => {
      const { districtId } = request.params;
      await authorization.authorize(request.headers.authorization, districtId, READ);
      const record = await ledger.districts.get(districtId);
      if (record === null) throw new HttpProblem(404, 'Not found', { detail: `there is no district ${districtId}` });
      return reply.header('etag', `"${record.version}"`).send(answer(record));
    },
  );
  server.put(
    '/v1/districts/:districtId',
    {
      schema: {
        tags,
        summary: 'Replaces the settings; the secret and the tokens stay where none are given',
        params: DistrictParams,
        body: DistrictSettingsSchema,
      },
      ...unchecked,
    },
    async (request) => {
      const { districtId } = request.params;
      const by = await authorization.authorize(request.headers.authorization, districtId, COMMAND);
      return change(context, districtId, request.body, by, request.headers['if-match']);
    },
  );
  server.get(
    '/v1/districts/:districtId/changes',
    {
      schema: {
        tags,
        summary: 'Who changed which settings, newest first',
        params: Type.Object({ ...DistrictParams.properties }),
      },
    },
    async (request) => {
      const { districtId } = request.params;
      await authorization.authorize(request.headers.authorization, districtId, READ);
      const changes = await ledger.districts.changes(districtId);
      return { items: changes.map(({ at, ...changed }) => ({ ...changed, at: isoTime(at) })) };
    },
  );
};
