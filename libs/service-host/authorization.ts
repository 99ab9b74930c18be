import type { DistrictStore } from '@passback/ledger';
import { Authorization } from '@passback/service-kit';

/** Who may do what, by the tokens in the districts' settings. */
export function authorizationBySettings(districts: Pick<DistrictStore, 'list'>): Authorization {
  return new Authorization(async () =>
    (await districts.list()).flatMap(({ settings: { districtId, tokens } }) =>
      tokens.map((token) => ({ districtId, ...token })),
    ),
  );
}
