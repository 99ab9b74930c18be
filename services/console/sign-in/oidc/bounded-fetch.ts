import type { CustomFetch } from 'openid-client';
import { OIDC_LIMITS } from './oidc-limits.ts';

/** Answers without a body, by their status. */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/** As `fetch`, whose answers are read up to a limit. Throws `TypeError` for a longer one, as for none. */
export const boundedFetch: CustomFetch = async (url, options) => {
  const response = await fetch(url, options as RequestInit);
  const { status, headers, body } = response;
  if (body === null || BODILESS.has(status)) return response;
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.byteLength;
    if (bytes > OIDC_LIMITS.answerBytes) throw new TypeError('the answer is too long');
    parts.push(part);
  }
  return new Response(Buffer.concat(parts), { status, headers });
};
