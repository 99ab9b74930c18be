import { OIDC_LIMITS } from './oidc-limits.ts';

const ANYWHERE = 'https://console.invalid';
/** What browsers take out of a URL or take for a slash: spaces, control characters and backslashes. */
const BENT = /[\u0000-\u0020\u007f\\]/;
const SIGN_IN = /^\/sign-in(?:[/?#]|$)/;

/** Whether the page may go there after a sign-in: a place within the console, and not the sign-in again. */
export function isLocalPath(path: string): boolean {
  if (path.length > OIDC_LIMITS.returnToLength || BENT.test(path) || !/^\/(?!\/)/.test(path)) return false;
  const url = URL.parse(path, ANYWHERE);
  return url?.origin === ANYWHERE && !SIGN_IN.test(url.pathname);
}
