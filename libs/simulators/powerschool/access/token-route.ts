import type { Call, Reply } from '../http/call.ts';
import type { World } from '../world.ts';

/** `POST /oauth/access_token`: client credentials in, a bearer token out, its life as a STRING of seconds. */
export function issueToken(call: Call, { access }: World): Reply {
  const form = new URLSearchParams(call.body.toString('utf8'));
  const contentType = call.headers['content-type'] ?? '';
  if (!contentType.startsWith('application/x-www-form-urlencoded')) {
    return { status: 400, body: { error: 'invalid_request', error_description: 'The body must be a form.' } };
  }
  if (form.get('grant_type') !== 'client_credentials') {
    return { status: 400, body: { error: 'unsupported_grant_type' } };
  }
  if (!access.credentialsValid || !access.knowsCredentials(call.headers.authorization)) {
    return { status: 401, body: { error: 'invalid_client' } };
  }
  const { value, secondsLeft } = access.issueToken();
  return { status: 200, body: { access_token: value, token_type: 'Bearer', expires_in: String(secondsLeft) } };
}
