import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { type SignInError, SignInFailure } from './sign-in-error.ts';

/** What a provider answers to a person’s request, by OAuth 2.0 and OpenID Connect. */
const ANSWERS: Readonly<Record<string, SignInError>> = {
  access_denied: 'refused',
  consent_required: 'refused',
  interaction_required: 'refused',
  login_required: 'refused',
  account_selection_required: 'refused',
  server_error: 'providerAway',
  temporarily_unavailable: 'providerAway',
};
/** What it answers to a code or a refresh token that does not count any more. */
const INVALID_GRANT = 'invalid_grant';
const WORD = /^[a-z_]{1,60}$/;
const FIRST_SERVER_ERROR = 500;
const TOO_MANY = 429;

/** What went wrong with the provider, as a sign-in’s failure. The one table of it; nothing of what it sent is repeated but its word for it. */
export function failureOf(error: unknown): SignInFailure {
  if (error instanceof SignInFailure) return error;
  if (error instanceof AuthorizationResponseError)
    return new SignInFailure(ANSWERS[error.error] ?? 'failed', word(error.error));
  if (error instanceof ResponseBodyError) {
    if (isAway(error.status)) return new SignInFailure('providerAway', `status ${error.status}`);
    return new SignInFailure(error.error === INVALID_GRANT ? 'expired' : 'failed', word(error.error));
  }
  if (error instanceof WWWAuthenticateChallengeError)
    return new SignInFailure(isAway(error.status) ? 'providerAway' : 'failed', `status ${error.status}`);
  if (error instanceof ClientError) return ofClient(error);
  return new SignInFailure('failed', 'unknown', error);
}

function ofClient(error: ClientError): SignInFailure {
  const { code = 'unknown', cause } = error;
  if (cause instanceof SignInFailure) return cause;
  const status = (cause as { readonly status?: unknown } | undefined)?.status;
  if (typeof status === 'number')
    return new SignInFailure(isAway(status) ? 'providerAway' : 'failed', `status ${status}`);
  return new SignInFailure('failed', code);
}

function isAway(status: number): boolean {
  return status >= FIRST_SERVER_ERROR || status === TOO_MANY;
}

function word(text: string): string {
  return WORD.test(text) ? text : 'another word';
}
