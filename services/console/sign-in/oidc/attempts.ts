import { type Clock, compileValidator, type SecretPlace, type Secrets } from '@passback/service-kit';
import { calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import { type Static, Type } from 'typebox';
import { OIDC_LIMITS } from './oidc-limits.ts';

const PLACE: SecretPlace = { districtId: '', field: 'signIn.attempt' };

const Attempt = Type.Object({
  state: Type.String(),
  nonce: Type.String(),
  verifier: Type.String(),
  returnTo: Type.String(),
  expiresAt: Type.Integer(),
});

/** One way to the provider and back. */
export type Attempt = Static<typeof Attempt>;

const validate = compileValidator(Attempt);

/** Ways to the provider that are under way. Each is in the browser’s cookie alone, sealed: nothing is kept here of whoever does not come back. */
export class Attempts {
  readonly #secrets: Pick<Secrets, 'seal' | 'open'>;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(secrets: Pick<Secrets, 'seal' | 'open'>, clock: Pick<Clock, 'now'>) {
    this.#secrets = secrets;
    this.#clock = clock;
  }

  /** `value`: for the cookie; `challenge`: the verifier’s, for the provider. */
  async begin(
    returnTo: string,
  ): Promise<{ attempt: Attempt; challenge: string; value: string; maxAgeSeconds: number }> {
    const verifier = randomPKCECodeVerifier();
    const expiresAt = this.#clock.now() + OIDC_LIMITS.attemptMs;
    const attempt = { state: randomState(), nonce: randomNonce(), verifier, returnTo, expiresAt };
    const sealed = this.#secrets.seal(JSON.stringify(attempt), PLACE);
    const challenge = await calculatePKCECodeChallenge(verifier);
    return {
      ...{ attempt, challenge },
      value: Buffer.from(sealed, 'utf8').toString('base64url'),
      maxAgeSeconds: OIDC_LIMITS.attemptMs / 1_000,
    };
  }

  /** The attempt of a cookie; null where there is none, it is not ours, or it took too long. */
  read(value: string | undefined): Attempt | null {
    if (value === undefined || value === '') return null;
    let content: unknown;
    try {
      content = JSON.parse(this.#secrets.open(Buffer.from(value, 'base64url').toString('utf8'), PLACE));
    } catch {
      return null;
    }
    const checked = validate(content);
    return checked.ok && this.#clock.now() < checked.value.expiresAt ? checked.value : null;
  }
}
