import type { NotificationRecipient } from '@passback/ledger';
import { unsubscribeOf } from '@passback/service-host';
import type { Secrets } from '@passback/service-kit';

/** Who wants no more messages of which district. */
export interface Unsubscription {
  readonly districtId: string;
  readonly recipient: NotificationRecipient;
}

/** Characters of a token: that of the longest ids is some hundreds. */
export const MAX_TOKEN_LENGTH = 4_000;

/**
 * A token that only we can make (AES-GCM under `SECRETS_KEY`), and that says nothing to whoever has it. It is good as long as its key is; what
 * it allows is to stop the messages to one address, again and again.
 */
export function unsubscribeToken({ districtId, recipient }: Unsubscription, secrets: Pick<Secrets, 'seal'>): string {
  const sealed = secrets.seal(JSON.stringify(recipient), unsubscribeOf(districtId));
  return tokenOf(districtId, sealed);
}

function tokenOf(districtId: unknown, sealed: unknown): string {
  return Buffer.from(JSON.stringify([districtId, sealed])).toString('base64url');
}

/** `sealed:v2:<key id>:<base64>` and nothing else, its base64 as it is written. */
function isAsSealed(sealed: string): boolean {
  const text = /^sealed:v2:[^:]+:([^:]+)$/.exec(sealed)?.[1];
  return text !== undefined && Buffer.from(text, 'base64').toString('base64') === text;
}

/** Null for what is no token of ours, exactly as it was made: base64 is lenient, and is read here as strictly as it was written. */
export function readUnsubscribeToken(token: string, secrets: Pick<Secrets, 'open'>): Unsubscription | null {
  if (token.length > MAX_TOKEN_LENGTH) return null;
  try {
    const [districtId, sealed] = JSON.parse(Buffer.from(token, 'base64url').toString()) as unknown[];
    if (tokenOf(districtId, sealed) !== token) return null;
    if (typeof districtId !== 'string' || typeof sealed !== 'string' || !isAsSealed(sealed)) return null;
    const recipient = JSON.parse(secrets.open(sealed, unsubscribeOf(districtId))) as NotificationRecipient;
    return { districtId, recipient };
  } catch {
    return null;
  }
}
