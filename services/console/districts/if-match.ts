import { type DistrictStore, LedgerError } from '@passback/ledger';
import { HttpProblem } from '@passback/service-kit';
import { isoOf } from '../http/instants.ts';

/** A version as an entity tag: `"3"`, `W/"3"` or just `3`. */
const ENTITY_TAG = /^(?:W\/)?"?(\d{1,15})"?$/;

/** The version that `If-Match` names; nothing without it and of `*`. Throws `HttpProblem` 400 for what is no tag of this API. */
export function expectedVersion(header: string | undefined): { readonly expectedVersion?: number } {
  if (header === undefined || header.trim() === '*') return {};
  const version = ENTITY_TAG.exec(header.trim())?.[1];
  if (version !== undefined) return { expectedVersion: Number(version) };
  const message = 'is not an ETag that this API gave';
  throw new HttpProblem(400, 'The request is not valid', { detail: message, errors: [{ path: 'if-match', message }] });
}

/** A store of districts whose refusal of another version than expected is 409, also where the change came at the last moment. */
export function withVersionConflict(districts: DistrictStore): DistrictStore {
  return {
    ...districts,
    put: (settings, change) =>
      districts.put(settings, change).catch(async (error: unknown) => {
        throw await versionConflict(districts, settings.districtId, error);
      }),
  };
}

/** 409 with who changed the settings when, for the conflict of versions that `error` is; any other error as it is. */
export async function versionConflict(
  districts: Pick<DistrictStore, 'get'>,
  districtId: string,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof LedgerError && error.code === 'VERSION_CONFLICT')) return error;
  const held = await districts.get(districtId);
  const title = 'Somebody else changed the settings';
  if (held === null) return new HttpProblem(409, title, { detail: `${districtId} has none any more` });
  const { version, changedBy } = held;
  const changedAt = isoOf(held.changedAt);
  return new HttpProblem(409, title, {
    detail: `${changedBy} changed those of ${districtId} at ${changedAt}: they have version ${version}; nothing was stored`,
    headers: { etag: `"${version}"` },
    members: { version, changedAt, changedBy },
  });
}
