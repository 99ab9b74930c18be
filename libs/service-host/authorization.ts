import type { DistrictToken, Ledger } from '@passback/ledger';
import { Authorization, type Clock, HttpProblem, type Logger } from '@passback/service-kit';
import { TokenUses } from './token-uses.ts';

interface Surroundings {
  readonly ledger: Pick<Ledger, 'districts' | 'tokenUses'>;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'debug'>;
}

/** Who may do what, by the tokens in the districts' settings until they expire. When each was last used is kept in the ledger. */
export function authorizationBySettings(surroundings: Surroundings): Authorization {
  return new SettingsAuthorization(surroundings);
}

class SettingsAuthorization extends Authorization {
  readonly #clock: Clock;
  readonly #uses: TokenUses;
  /** When tokens that were read expire, by district and the digits of the hash that `authorize` gives. */
  readonly #ends: { current: ReadonlyMap<string, number> };

  constructor({ ledger, clock, logger }: Surroundings) {
    const ends = { current: new Map<string, number>() };
    super(async () => {
      const now = clock.now();
      const read = new Map<string, number>();
      const grants = (await ledger.districts.list()).flatMap(({ settings: { districtId, tokens } }) =>
        tokens
          .filter((token) => endOf(token) > now)
          .map((token) => {
            read.set(keyOf(districtId, token.sha256), endOf(token));
            const { sha256, roles } = token;
            return { districtId, sha256, roles };
          }),
      );
      ends.current = read;
      return grants;
    });
    this.#ends = ends;
    this.#clock = clock;
    this.#uses = new TokenUses(ledger.tokenUses, clock, logger);
  }

  /** As `Authorization`; a token that has expired is 401 from that moment on, also while the ledger is away. */
  override async authorize(...asked: Parameters<Authorization['authorize']>): Promise<string> {
    const token = await super.authorize(...asked);
    const [, districtId] = asked;
    if (this.#hasExpired(districtId, token)) throw expired();
    this.#uses.seen(districtId, token);
    return token;
  }

  /** As `Authorization`; where the token has expired in all of its districts, 401. */
  override async districtsOf(...asked: Parameters<Authorization['districtsOf']>) {
    const { token, districtIds } = await super.districtsOf(...asked);
    const current = districtIds.filter((districtId) => !this.#hasExpired(districtId, token));
    if (districtIds.length > 0 && current.length === 0) throw expired();
    for (const districtId of current) this.#uses.seen(districtId, token);
    return { token, districtIds: current };
  }

  #hasExpired(districtId: string, token: string): boolean {
    return (this.#ends.current.get(keyOf(districtId, token)) ?? Infinity) <= this.#clock.now();
  }
}

function expired(): HttpProblem {
  return new HttpProblem(401, 'Unauthorized', {
    detail: 'the token has expired',
    headers: { 'www-authenticate': 'Bearer' },
  });
}

/** Digits of a hash that tell a token apart, and that are shown. */
const SHOWN_HASH_DIGITS = 12;

function keyOf(districtId: string, sha256: string): string {
  return `${districtId}:${sha256.slice(0, SHOWN_HASH_DIGITS).toLowerCase()}`;
}

function endOf({ expiresAt }: DistrictToken): number {
  return expiresAt === undefined ? Infinity : Date.parse(expiresAt);
}
