import type { CustomFetch } from 'openid-client';
import { OIDC_LIMITS } from './oidc-limits.ts';
import { SignInFailure } from './sign-in-error.ts';

/** Answers without a body, by their status. */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/** As `fetch`, whose answers are read up to a limit. Throws `SignInFailure`, where nobody answers, or it takes too long. */
export const boundedFetch: CustomFetch = async (url, options) => {
  try {
    return await answered(await fetch(url, options as RequestInit));
  } catch (error) {
    throw error instanceof SignInFailure ? error : new SignInFailure('providerAway', networkCode(error));
  }
};

async function answered(response: Response): Promise<Response> {
  const { status, headers, body } = response;
  if (body === null || BODILESS.has(status)) return response;
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.byteLength;
    if (bytes > OIDC_LIMITS.answerBytes) throw new SignInFailure('failed', 'too long an answer');
    parts.push(part);
  }
  return new Response(Buffer.concat(parts), { status, headers });
}

function networkCode(error: unknown): string {
  const { name, cause } = error as Error;
  const { code } = (cause ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : name;
}
