import type { Ledger } from '@passback/ledger';
import type { HttpServer } from '@passback/service-kit';
import { Type } from 'typebox';
import type { ConsoleContext } from '../console-context.ts';
import { lastUses, tokenView, type TokenView } from '../districts/district-view.ts';
import { TokenProperties } from '../districts/settings-schema.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { notFound } from '../http/problems.ts';
import { Answer, DistrictParams, Instant, Nullable, PROBLEMS } from '../http/schemas.ts';

/** What is shown of a token. */
export const tokenAnswer = {
  sha256: Type.String({
    description: 'The first 12 hex digits of its SHA-256: its name, here and in the log of commands',
  }),
  prefix: Type.Optional(Type.String({ description: 'Its first 8 characters; of one that was made here' })),
  ...TokenProperties,
  label: Type.Optional(TokenProperties.label),
  createdAt: Type.Optional(Instant),
  createdBy: Type.Optional(
    Type.String({ description: '`operator` for the command; else as `changedBy` of the settings' }),
  ),
  lastUsedAt: Nullable(Instant, 'To within some minutes; null: not since uses are kept'),
};

const schema = {
  tags: ['tokens'],
  summary: 'The tokens of the district',
  description: 'Never a token itself: it is shown when it is made, and kept nowhere.',
  params: DistrictParams,
  response: {
    200: Answer<{ items: TokenView[] }>('All of them, also those that have expired', {
      items: Type.Array(Type.Object(tokenAnswer)),
    }),
    ...PROBLEMS,
  },
};

/** `GET /v1/districts/{districtId}/tokens` */
export function getTokens(server: HttpServer, { ledger }: ConsoleContext): void {
  server.get('/v1/districts/:districtId/tokens', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const items = await listTokens(ledger, request.params.districtId);
      return reply.send({ items });
    }),
  );
}

/** A district's tokens as they may be shown, as they stand in its settings. Throws `HttpProblem` 404 for one that is not known. */
export async function listTokens(
  ledger: Pick<Ledger, 'districts' | 'tokenUses'>,
  districtId: string,
): Promise<TokenView[]> {
  const [district, used] = await Promise.all([ledger.districts.get(districtId), ledger.tokenUses.list(districtId)]);
  if (district === null) throw notFound('the district is not known');
  const uses = lastUses(used);
  return district.settings.tokens.map((token) => tokenView(token, uses));
}
