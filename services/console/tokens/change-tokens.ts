import { randomInt } from 'node:crypto';
import type { DistrictToken, Ledger } from '@passback/ledger';
import type { Clock, Validated } from '@passback/service-kit';
import { auditedDistricts } from '../audit/audited-districts.ts';
import type { AuditContext, Command } from '../audit/audited.ts';
import { storeSettled } from '../districts/store-settings.ts';
import { notFound } from '../http/problems.ts';
import { CONSOLE_LIMITS } from '../limits.ts';

export interface TokensContext extends AuditContext {
  readonly ledger: Pick<Ledger, 'audit' | 'districts' | 'tokenUses'>;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
}

/** Who changes the tokens of which district. */
export interface TokensChange {
  readonly districtId: string;
  /** As of `Command`. */
  readonly requestedBy: string;
  readonly roles?: Command['roles'];
}

/** The tokens that are to be stored where `stored` are now, and the one that it is about. */
export type NextTokens = (
  stored: readonly DistrictToken[],
) => Validated<{ readonly tokens: readonly DistrictToken[]; readonly changed: DistrictToken }>;

/**
 * Changes a district's tokens and nothing else of its settings, in the audit log, over whatever somebody else changes at the same time; gives
 * the token that it is about. Throws `HttpProblem` 404 for a district that is not known, and what `next` throws.
 */
export async function changeTokens(
  context: TokensContext,
  { districtId, requestedBy, roles }: TokensChange,
  next: NextTokens,
): Promise<Validated<DistrictToken>> {
  const { clock } = context;
  const change = {
    ...{ districtId, by: requestedBy, at: clock.now(), tries: CONSOLE_LIMITS.tokenTries },
    beforeTry: () => clock.sleep(randomInt(CONSOLE_LIMITS.tokenTryMs)),
  };
  // As it was in the try that was stored, which is the last one.
  const tried: DistrictToken[] = [];
  const result = await storeSettled(auditedDistricts(context, roles), change, async (stored) => {
    if (stored === null) throw notFound('the district is not known');
    const made = next(stored.settings.tokens);
    if (!made.ok) return made;
    tried.push(made.value.changed);
    return { ok: true, value: { settings: { ...stored.settings, tokens: made.value.tokens } } };
  });
  if (!result.ok) return result;
  const changed = tried.at(-1);
  if (changed === undefined) throw new Error('tokens were stored that nobody made');
  return { ok: true, value: changed };
}
