import type { DistrictToken } from '@passback/ledger';
import { type FieldError, type HttpServer, makeToken, type Validated } from '@passback/service-kit';
import { Type } from 'typebox';
import type { ConsoleContext } from '../console-context.ts';
import { compileCheck, TokenProperties } from '../districts/settings-schema.ts';
import { tokenView, type TokenView } from '../districts/district-view.ts';
import { asking } from '../sign-in/access.ts';
import { bodyUnchecked } from '../http/bodies.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { isoOf } from '../http/instants.ts';
import { notValid } from '../http/problems.ts';
import { Answer, DistrictParams, PROBLEMS } from '../http/schemas.ts';
import { CONSOLE_LIMITS } from '../limits.ts';
import { changeTokens, type TokensChange, type TokensContext } from './change-tokens.ts';
import { askingToken, endOf, outlives } from '../districts/token-lasting.ts';
import { tokenAnswer } from './list-tokens.ts';

const Body = Type.Object(TokenProperties, { additionalProperties: false });

const schema = {
  tags: ['tokens'],
  summary: 'Makes a token of the district, and shows it once',
  description:
    'What is kept is its SHA-256 and its first 8 characters. It counts at once. Whoever asks with a token that expires is given one ' +
    'that expires no later, and by then where `expiresAt` is left out.',
  params: DistrictParams,
  body: Body,
  response: {
    201: Answer<MadeTokenView>('The token, this one time', {
      token: Type.String({ description: '`pbk_` and 49 letters and digits, the last six of them a checksum' }),
      ...tokenAnswer,
      label: TokenProperties.label,
    }),
    ...PROBLEMS,
  },
};

export type MadeTokenView = TokenView & { readonly token: string };

/** `POST /v1/districts/{districtId}/tokens` */
export function postToken(server: HttpServer, context: ConsoleContext): void {
  const { logger } = context;
  const options = { schema, validatorCompiler: bodyUnchecked(server) };
  server.post('/v1/districts/:districtId/tokens', options, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const { districtId } = request.params;
      const given = checkToken(request.body ?? null);
      if (!given.ok) throw notValid(given.errors);
      const change = { districtId, ...asking(request), isByToken: request.caller.kind === 'token' };
      const made = await makeDistrictToken(context, change, given.value);
      if (!made.ok) throw notValid(made.errors);
      const { sha256, prefix } = made.value;
      logger.info({ district: districtId, token: sha256, prefix, requestedBy: request.requestedBy }, 'token made');
      return reply.code(201).send(made.value);
    }),
  );
}

export type TokenGiven = Pick<DistrictToken, 'roles' | 'expiresAt'> & { readonly label: string };

const tokenErrors = compileCheck(Body);

/** Takes parsed JSON as what a token is to be, or names everything that is wrong with it. */
export function checkToken(value: unknown): Validated<TokenGiven> {
  const errors = tokenErrors(value);
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: value as TokenGiven };
}

interface TokenChange extends TokensChange {
  /** Whether `requestedBy` is a token, whose end is then that of what it makes. */
  readonly isByToken: boolean;
}

/** Stores a new token of the district. Throws as `changeTokens` does. */
export async function makeDistrictToken(
  context: TokensContext,
  { isByToken, ...change }: TokenChange,
  { label, roles, expiresAt: given }: TokenGiven,
): Promise<Validated<MadeTokenView>> {
  const now = context.clock.now();
  const { token, ...kept } = makeToken();
  const changed = await changeTokens(context, change, (held) => {
    const expiresAt = given ?? (isByToken ? askingToken(held, change.requestedBy)?.expiresAt : undefined);
    const errors: FieldError[] = isByToken ? outlives(expiresAt, held, change.requestedBy) : [];
    if (endOf(expiresAt) <= now) errors.push({ path: 'expiresAt', message: 'is not in the future' });
    if (held.length >= CONSOLE_LIMITS.tokens)
      errors.push({ path: '', message: `the district has ${held.length} tokens, and no more are kept: revoke some` });
    if (errors.length > 0) return { ok: false, errors };
    const ends = expiresAt === undefined ? {} : { expiresAt };
    const changed = { ...kept, roles, label, ...ends, createdAt: isoOf(now), createdBy: change.requestedBy };
    return { ok: true, value: { tokens: [...held, changed], changed } };
  });
  return changed.ok ? { ok: true, value: { token, ...tokenView(changed.value, new Map()) } } : changed;
}
