import type { MessageContent } from '../plan/message.ts';
import type { Addressee } from '../plan/recipients.ts';

/** A message on its way to somebody. */
export interface Outgoing {
  readonly notificationId: string;
  readonly addressee: Addressee;
  readonly content: MessageContent;
  /** Where one click ends these messages; null where this service has no address that people know. */
  readonly unsubscribeUrl: string | null;
}

/** What came of sending it. */
export type SendEnd =
  /** The other side has taken it. */
  | { readonly kind: 'sent'; readonly code: number | null; readonly text: string }
  /** It will not take it. `isAddressGone`: nor anything else for this address. */
  | { readonly kind: 'refused'; readonly code: number | null; readonly text: string; readonly isAddressGone: boolean }
  /** It cannot have it, so it may be sent again. */
  | { readonly kind: 'again'; readonly code: number | null; readonly text: string; readonly afterMs?: number }
  /** There is nothing here to send it with: it waits, and that is no attempt. */
  | { readonly kind: 'waits'; readonly text: string }
  /** It may have it. */
  | { readonly kind: 'inDoubt'; readonly text: string }
  /** Somebody else has it in hand; nothing was sent. */
  | { readonly kind: 'taken' };

/** A way to somebody. */
export interface Channel {
  /**
   * Sends it. `beginBody` is awaited before the first byte that could become a message on the other side; where it gives false, nothing of it
   * is sent. Never throws for what the other side or the network does.
   */
  send(outgoing: Outgoing, beginBody: () => Promise<boolean>): Promise<SendEnd>;
}

/** What another program said, as it may be stored: without addresses, and not longer than a line. */
export function plainAnswer(text: string): string {
  // Whatever has an @ within it, as servers quote the address that they refuse.
  return text
    .replace(/[^\s<>()"']+@[^\s<>()"']+/g, '…')
    .replace(/\s+/g, ' ')
    .slice(0, ANSWER_LENGTH);
}

const ANSWER_LENGTH = 300;
