import { status } from '@grpc/grpc-js';
import type {
  DeadLetter,
  DismissDeadLettersResponse,
  ListDeadLettersResponse,
  ReplayDeadLettersResponse,
} from '@passback/contracts';
import { RpcError } from '@passback/service-kit';
import { LIMITS } from '../limits.ts';
import { letterPlace } from '../replay/letter-id.ts';
import type { LetterDesk, ShownLetter } from '../replay/letter-desk.ts';

interface Asked {
  readonly ids: readonly string[];
  readonly requestedBy: string;
}

/** Answers what is asked about dead letters. Throws `RpcError` for what is not valid, and what the desk throws. */
export class DeadLetterCalls {
  readonly #desk: LetterDesk;

  constructor(desk: LetterDesk) {
    this.#desk = desk;
  }

  async list(asked: {
    readonly ids: readonly string[];
    readonly cursor: string;
    readonly limit: number;
  }): Promise<ListDeadLettersResponse> {
    checkIds(asked.ids, 0);
    if (asked.limit > LIMITS.lettersPerPage) throw invalid(`limit is more than ${LIMITS.lettersPerPage}`);
    if (asked.cursor !== '' && letterPlace(asked.cursor) === null) throw invalid('cursor is none of this list');
    const { letters, cursor, counts, isTruncated } = await this.#desk.list(asked);
    return { letters: letters.map(letterMessage), cursor, ...counts, truncated: isTruncated };
  }

  async replay({ ids, requestedBy }: Asked): Promise<ReplayDeadLettersResponse> {
    checkIds(ids, 1);
    return { results: [...(await this.#desk.replay([...new Set(ids)], requestedBy))] };
  }

  async dismiss({
    ids,
    requestedBy,
    reason,
  }: Asked & { readonly reason: string }): Promise<DismissDeadLettersResponse> {
    checkIds(ids, 1);
    if (reason.trim() === '' || reason.length > LIMITS.dismissalReason)
      throw invalid(`reason is not of 1 to ${LIMITS.dismissalReason} characters`);
    return { results: [...(await this.#desk.dismiss([...new Set(ids)], requestedBy, reason))] };
  }
}

function checkIds(ids: readonly string[], atLeast: number): void {
  if (ids.length < atLeast || ids.length > LIMITS.lettersPerPage)
    throw invalid(`ids are not ${atLeast} to ${LIMITS.lettersPerPage}`);
  if (ids.some((id) => letterPlace(id) === null)) throw invalid('ids has one that is no dead letter’s');
}

function letterMessage({ place: _place, fields, mark, ...letter }: ShownLetter): DeadLetter {
  return {
    ...letter,
    fields: [...fields],
    mark: mark === null ? undefined : { atMs: mark.at, by: mark.by, reason: mark.reason ?? '' },
  };
}

function invalid(details: string): RpcError {
  return new RpcError(status.INVALID_ARGUMENT, details);
}
