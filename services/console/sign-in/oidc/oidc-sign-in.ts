import { createHash } from 'node:crypto';
import type { Ledger, SessionRecord } from '@passback/ledger';
import type { Clock, Logger, Secrets } from '@passback/service-kit';
import { SHOWN_HASH_DIGITS } from '../../shown-hash.ts';
import { SESSION_LIMITS } from '../session-limits.ts';
import type { Admitted, OidcWay } from '../sign-in-way.ts';
import { Attempts } from './attempts.ts';
import { OIDC_LIMITS } from './oidc-limits.ts';
import type { OidcSettings } from './oidc-settings.ts';
import { OidcProvider, type SignedInThere } from './provider.ts';
import { RoleChecks } from './role-checks.ts';
import type { RolesFile } from './roles-file.ts';
import { FactsOfSessions, keptClaims } from './session-facts.ts';
import { SignInFailure } from './sign-in-error.ts';
import { identityOf, standingOf } from './standing.ts';

export interface OidcResources {
  readonly ledger: Pick<Ledger, 'sessions' | 'staff'>;
  readonly secrets: Pick<Secrets, 'seal' | 'open'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
}

/** Sign-in with OpenID Connect; the provider is asked only once somebody comes. */
export function oidcSignIn(settings: OidcSettings, rolesFile: RolesFile, resources: OidcResources): OidcWay {
  const { ledger, secrets, clock } = resources;
  const provider = new OidcProvider(settings, clock);
  const facts = new FactsOfSessions(secrets);
  const prefix = prefixOf(settings.issuer);
  const checks = new RoleChecks({ ...resources, provider, rolesFile, facts });
  const admit = async (signedIn: SignedInThere): Promise<Admitted> => {
    const { subject, claims, refreshToken, idToken } = signedIn;
    const roles = await rolesFile.current();
    const identity = identityOf(roles, claims);
    if (identity === null) throw new SignInFailure('failed', 'no claim with the id of the person');
    const standing = await standingOf({ roles, claims }, ledger.staff);
    if (standing === null) throw new SignInFailure('noRole', 'no rule gives a role');
    const personId = `${prefix}${identity.id}`;
    const sealed = facts.seal(personId, {
      ...{ subject, refreshToken, claims: keptClaims(roles, claims) },
      ...(idToken !== null && { idToken }),
    });
    return {
      person: { personId, name: identity.name, ...standing },
      renewal: { sealed, checkAt: clock.now() + OIDC_LIMITS.checkEveryMs, awaySince: null },
      lastsMs: refreshToken === null ? OIDC_LIMITS.withoutRenewalMs : SESSION_LIMITS.absoluteMs,
    };
  };
  return {
    kind: 'oidc',
    owns: (personId) => personId.startsWith(prefix),
    ...{ provider, attempts: new Attempts(secrets, clock), admit },
    current: (session: SessionRecord) => checks.current(session),
    signOutUrl: ({ personId, renewal }) => {
      const stored = renewal === undefined ? null : facts.open(personId, renewal.sealed);
      return provider.signOutUrl(stored?.idToken ?? null);
    },
  };
}

/** An id of one provider is nobody’s at another. */
function prefixOf(issuer: URL): string {
  return `oidc:${createHash('sha256').update(issuer.href).digest('hex').slice(0, SHOWN_HASH_DIGITS)}:`;
}
