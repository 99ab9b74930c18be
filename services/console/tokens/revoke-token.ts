import type { DistrictToken } from '@passback/ledger';
import type { HttpServer } from '@passback/service-kit';
import { Type } from 'typebox';
import type { ConsoleContext } from '../console-context.ts';
import { lastUses, tokenView, type TokenView } from '../districts/district-view.ts';
import { asking } from '../sign-in/access.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { notFound } from '../http/problems.ts';
import { Answer, PROBLEMS } from '../http/schemas.ts';
import { changeTokens, type TokensChange, type TokensContext } from './change-tokens.ts';
import { tokenAnswer } from './list-tokens.ts';

const schema = {
  tags: ['tokens'],
  summary: 'Revokes a token of the district',
  description:
    'No process takes it after 2.5 seconds, unless one cannot reach the ledger: that one goes on with the tokens that it knows. A ' +
    'request that was let in before is answered to its end. The token by which it is asked can be revoked as well.',
  params: Type.Object({
    districtId: Type.String({ minLength: 1 }),
    sha256: Type.String({ description: 'The first 12 hex digits of its SHA-256, or all of them' }),
  }),
  response: { 200: Answer<TokenView>('What it was', tokenAnswer), ...PROBLEMS },
};

/** `DELETE /v1/districts/{districtId}/tokens/{sha256}` */
export function deleteToken(server: HttpServer, context: ConsoleContext): void {
  const { logger } = context;
  server.delete('/v1/districts/:districtId/tokens/:sha256', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const { districtId, sha256 } = request.params;
      const revoked = await revokeToken(context, { districtId, ...asking(request) }, sha256);
      const who = { token: revoked.sha256, requestedBy: request.requestedBy };
      logger.info({ district: districtId, ...who }, 'token revoked');
      return reply.send(revoked);
    }),
  );
}

/** 12 digits of a hash, or all 64. */
const NAME = /^(?:[0-9a-f]{12}|[0-9a-f]{64})$/i;

/** Takes a token out of the settings. Throws `HttpProblem` 404 where the district or the token is not known, and as `changeTokens` does. */
export async function revokeToken(context: TokensContext, change: TokensChange, sha256: string): Promise<TokenView> {
  const { districtId } = change;
  const isNamed = (token: DistrictToken): boolean =>
    NAME.test(sha256) && token.sha256.toLowerCase().startsWith(sha256.toLowerCase());
  // Before anything is removed: the last use belongs to the token.
  const uses = lastUses(await context.ledger.tokenUses.list(districtId));
  const revoked = await changeTokens(context, change, (held) => {
    const changed = held.find(isNamed);
    if (changed === undefined) throw notFound('the district has no such token');
    return { ok: true, value: { tokens: held.filter((token) => token !== changed), changed } };
  });
  if (!revoked.ok) throw new Error('that a token is taken away is always valid');
  return tokenView(revoked.value, uses);
}
