import { invalidCursor } from './list-cursor.ts';

/** Values of the columns that pages of rows go by, in their order. */
export type KeyPosition = readonly (string | number)[];

/** The position that a cursor names as a JSON list, each value of the type that `like` has there. Throws `LedgerError` `INVALID_CURSOR`. */
export function keyPositionOf<P extends KeyPosition>(cursor: string, like: P): P {
  const position = parsed(cursor);
  const isPosition =
    Array.isArray(position) &&
    position.length === like.length &&
    like.every((value, index) => typeof value === typeof position[index]);
  if (!isPosition) throw invalidCursor();
  return position as unknown as P;
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(cursor);
  } catch {
    throw invalidCursor();
  }
}
