import type { Clock } from '@passback/service-kit';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  refreshTokenGrant,
} from 'openid-client';
import { boundedFetch } from './bounded-fetch.ts';
import { type Claims, takeClaims } from './claims.ts';
import { OIDC_LIMITS } from './oidc-limits.ts';
import type { OidcSettings } from './oidc-settings.ts';
import { failureOf } from './provider-failure.ts';
import { SignInFailure } from './sign-in-error.ts';

/** What one way to the provider and back is known by. */
export interface AttemptChecks {
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE. */
  readonly verifier: string;
}

/** What a provider said of somebody who signed in. */
export interface SignedInThere {
  /** The provider’s own id of the person. */
  readonly subject: string;
  readonly claims: Claims;
  readonly refreshToken: string | null;
  /** By which the provider knows the sign-in again as it ends; null where there is none, or it is too long for an address. */
  readonly idToken: string | null;
}

export const CALLBACK_PATH = '/sign-in/callback';

/** The provider that signs people in. It is asked for the first time when somebody wants to; all methods throw `SignInFailure`. */
export class OidcProvider {
  readonly #settings: OidcSettings;
  readonly #clock: Pick<Clock, 'now'>;
  #known: { readonly configuration: Configuration; readonly until: number } | null = null;
  #asking: Promise<Configuration> | null = null;
  #pauseUntil = 0;
  #calls = 0;

  constructor(settings: OidcSettings, clock: Pick<Clock, 'now'>) {
    this.#settings = settings;
    this.#clock = clock;
  }

  /** Where the browser is sent; `challenge`: the verifier’s, by S256; `choose`: the person is asked who they are even if that is known. */
  async authorizationUrl(
    attempt: Omit<AttemptChecks, 'verifier'> & { readonly challenge: string; readonly choose: boolean },
  ): Promise<URL> {
    const configuration = await this.#call(async (known) => known);
    return buildAuthorizationUrl(configuration, {
      redirect_uri: this.#callback().href,
      scope: this.#settings.scopes,
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: attempt.challenge,
      code_challenge_method: 'S256',
      ...(attempt.choose && { prompt: this.#settings.choosePrompt }),
    });
  }

  /** `search`: the query with which the browser came back. */
  async redeem(search: string, { state, nonce, verifier }: AttemptChecks): Promise<SignedInThere> {
    const callback = this.#callback();
    callback.search = search;
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
    return this.#call(async (configuration) => {
      const tokens = await authorizationCodeGrant(configuration, callback, checks);
      const idToken = tokens.claims();
      if (idToken === undefined) throw new SignInFailure('failed', 'no ID token');
      const userInfo = await this.#userInfo(configuration, tokens.access_token, idToken.sub);
      const claims = takeClaims(idToken, userInfo);
      const { refresh_token: refreshToken = null, id_token: hint = '' } = tokens;
      const isShort = hint !== '' && hint.length <= OIDC_LIMITS.idTokenLength;
      return { subject: idToken.sub, claims, refreshToken, idToken: isShort ? hint : null };
    });
  }

  /**
   * What the provider says of the person now; claims are null where it says nothing about them. `expired`: they are signed out there, or are
   * no more.
   */
  async refresh(
    refreshToken: string,
    subject: string,
  ): Promise<{ readonly refreshToken: string; readonly claims: Claims | null }> {
    return this.#call(async (configuration) => {
      const tokens = await refreshTokenGrant(configuration, refreshToken);
      const idToken = tokens.claims();
      if (idToken !== undefined && idToken.sub !== subject) throw new SignInFailure('expired', 'another person');
      const userInfo = await this.#userInfo(configuration, tokens.access_token, subject);
      const saysNothing = idToken === undefined && Object.keys(userInfo).length === 0;
      const claims = saysNothing ? null : takeClaims(idToken ?? {}, userInfo);
      return { claims, refreshToken: tokens.refresh_token ?? refreshToken };
    });
  }

  /**
   * Where a browser signs out at the provider, and comes back to the console; null where that cannot be, or the provider is away.
   * `idToken`: of the sign-in that ends, by which many providers end it without asking.
   */
  async signOutUrl(idToken: string | null = null): Promise<string | null> {
    try {
      const configuration = await this.#call(async (known) => known);
      if (configuration.serverMetadata().end_session_endpoint === undefined) return null;
      const post_logout_redirect_uri = this.#settings.consoleUrl.href;
      const hint = idToken === null ? {} : { id_token_hint: idToken };
      return buildEndSessionUrl(configuration, { post_logout_redirect_uri, ...hint }).href;
    } catch {
      return null;
    }
  }

  #callback(): URL {
    return new URL(CALLBACK_PATH, this.#settings.consoleUrl);
  }

  async #userInfo(configuration: Configuration, accessToken: string, subject: string): Promise<Claims> {
    if (configuration.serverMetadata().userinfo_endpoint === undefined) return {};
    return fetchUserInfo(configuration, accessToken, subject);
  }

  async #call<T>(work: (configuration: Configuration) => Promise<T>): Promise<T> {
    if (this.#calls >= OIDC_LIMITS.callsAtOnce) throw new SignInFailure('providerAway', 'too many at once');
    this.#calls += 1;
    try {
      return await work(await this.#configuration());
    } catch (error) {
      throw failureOf(error);
    } finally {
      this.#calls -= 1;
    }
  }

  /** What the provider says of itself, asked for once by all who need it; what was known counts on while it is away. */
  async #configuration(): Promise<Configuration> {
    const now = this.#clock.now();
    if (this.#known !== null && now < this.#known.until) return this.#known.configuration;
    if (this.#asking === null && now < this.#pauseUntil) {
      if (this.#known !== null) return this.#known.configuration;
      throw new SignInFailure('providerAway', 'did not answer just now');
    }
    this.#asking ??= this.#discover().finally(() => (this.#asking = null));
    return this.#asking;
  }

  async #discover(): Promise<Configuration> {
    const { issuer, clientId } = this.#settings;
    const insecure = issuer.protocol === 'http:' ? [allowInsecureRequests] : [];
    try {
      const configuration = await discovery(issuer, clientId, undefined, this.#authentication(), {
        execute: [enableNonRepudiationChecks, ...insecure],
        timeout: OIDC_LIMITS.callSeconds,
        [customFetch]: boundedFetch,
      });
      this.#known = { configuration, until: this.#clock.now() + OIDC_LIMITS.discoveryMs };
      return configuration;
    } catch (error) {
      this.#pauseUntil = this.#clock.now() + OIDC_LIMITS.discoveryPauseMs;
      if (this.#known !== null) return this.#known.configuration;
      throw error;
    }
  }

  /** As the provider takes it, with the secret as it is at that moment. */
  #authentication(): ClientAuth {
    const { clientSecret } = this.#settings;
    return (server, client, body, headers) => {
      const ways = server.token_endpoint_auth_methods_supported;
      const inBody = ways !== undefined && !ways.includes('client_secret_basic');
      const by = inBody ? ClientSecretPost(clientSecret()) : ClientSecretBasic(clientSecret());
      return by(server, client, body, headers);
    };
  }
}
