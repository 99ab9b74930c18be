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
  return Buffer.from(JSON.stringify([districtId, sealed])).toString('base64url');
}

/** Null for what is no token of ours. */
export function readUnsubscribeToken(token: string, secrets: Pick<Secrets, 'open'>): Unsubscription | null {
  if (token.length > MAX_TOKEN_LENGTH) return null;
  try {
    const [districtId, sealed] = JSON.parse(Buffer.from(token, 'base64url').toString()) as unknown[];
    if (typeof districtId !== 'string' || typeof sealed !== 'string' || !sealed.startsWith('sealed:v2:')) return null;
    const recipient = JSON.parse(secrets.open(sealed, unsubscribeOf(districtId))) as NotificationRecipient;
    return { districtId, recipient };
  } catch {
    return null;
  }
}
