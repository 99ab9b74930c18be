import type { Ledger, SessionRecord } from '@passback/ledger';
import type { Clock, Logger } from '@passback/service-kit';
import { changeSession } from '../change-session.ts';
import { OIDC_LIMITS } from './oidc-limits.ts';
import type { OidcProvider } from './provider.ts';
import type { RolesFile } from './roles-file.ts';
import { type FactsOfSessions, keptClaims, type SessionFacts } from './session-facts.ts';
import { SignInFailure } from './sign-in-error.ts';
import { standingOf } from './standing.ts';

interface Parts {
  readonly ledger: Pick<Ledger, 'sessions' | 'staff'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  readonly provider: Pick<OidcProvider, 'refresh'>;
  readonly rolesFile: Pick<RolesFile, 'current'>;
  readonly facts: FactsOfSessions;
}

type Fresh =
  { readonly kind: 'known'; readonly facts: SessionFacts } | { readonly kind: 'over' } | { readonly kind: 'away' };

/**
 * Looks from time to time, as a session is used, whether its person still has the roles that it has: by the provider where it gave a token
 * for that, and by the file of roles and the staff list.
 */
export class RoleChecks {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The session as it is now; null, and it is gone, where its person has no role any more. Throws `LedgerError`. */
  async current(session: SessionRecord): Promise<SessionRecord | null> {
    const { ledger, clock } = this.#parts;
    const { renewal } = session;
    const now = clock.now();
    // It was opened before there was such a check.
    if (renewal === undefined) return null;
    if (now < renewal.checkAt) return session;
    // A token may be used once only: one of all who come now looks, and the others go on with what was known.
    const revision = (session.revision ?? 0) + 1;
    const claimed = { ...session, revision, renewal: { ...renewal, checkAt: now + OIDC_LIMITS.checkClaimMs } };
    if (!(await ledger.sessions.replace(claimed))) return ledger.sessions.get(session.sessionId);
    return this.#check(claimed);
  }

  async #check(session: SessionRecord): Promise<SessionRecord | null> {
    const { ledger, clock, facts, rolesFile } = this.#parts;
    const { personId, renewal } = session;
    if (renewal === undefined) return null;
    const stored = facts.open(personId, renewal.sealed);
    const fresh: Fresh = stored === null ? { kind: 'over' } : await this.#ask(stored);
    if (fresh.kind === 'away') return this.#putOff(session);
    if (fresh.kind === 'over') return this.#end(session);
    const roles = await rolesFile.current();
    const standing = await standingOf({ roles, claims: fresh.facts.claims }, ledger.staff);
    if (standing === null) return this.#end(session);
    const sealed = facts.seal(personId, fresh.facts);
    const checkAt = clock.now() + OIDC_LIMITS.checkEveryMs;
    return changeSession(ledger.sessions, session, (now) => ({
      ...now,
      ...standing,
      renewal: { sealed, checkAt, awaySince: null },
    }));
  }

  /** What the provider says of the person now; without a token for that, what it said. */
  async #ask(stored: SessionFacts): Promise<Fresh> {
    const { provider, rolesFile, logger } = this.#parts;
    if (stored.refreshToken === null) return { kind: 'known', facts: stored };
    try {
      const { refreshToken, claims } = await provider.refresh(stored.refreshToken, stored.subject);
      const said = claims === null ? stored.claims : keptClaims(await rolesFile.current(), claims);
      return { kind: 'known', facts: { ...stored, refreshToken, claims: said } };
    } catch (error) {
      if (!(error instanceof SignInFailure)) throw error;
      if (error.code === 'expired') return { kind: 'over' };
      logger.warn({ reason: error.reason }, 'the sign-in provider could not be asked whether roles still hold');
      return { kind: 'away' };
    }
  }

  /** It counts for a while, until the provider can be asked again. */
  async #putOff(session: SessionRecord): Promise<SessionRecord | null> {
    const now = this.#parts.clock.now();
    const awaySince = session.renewal?.awaySince ?? now;
    if (now - awaySince >= OIDC_LIMITS.awayToleratedMs) return this.#end(session);
    const checkAt = now + OIDC_LIMITS.awayRetryMs;
    return changeSession(this.#parts.ledger.sessions, session, (stored) =>
      stored.renewal === undefined ? stored : { ...stored, renewal: { ...stored.renewal, checkAt, awaySince } },
    );
  }

  async #end({ sessionId }: SessionRecord): Promise<null> {
    await this.#parts.ledger.sessions.delete(sessionId);
    this.#parts.logger.info({}, 'a session ended: its person is signed out or has no role any more');
    return null;
  }
}
