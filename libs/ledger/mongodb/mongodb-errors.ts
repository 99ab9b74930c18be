import { MongoBulkWriteError, MongoError, MongoServerError } from 'mongodb';

const DUPLICATE_KEY = 11_000;

/** Names of what the driver throws when no server, connection or reply can be had. */
const UNAVAILABLE_NAMES = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongoWaitQueueTimeoutError',
  'MongoTopologyClosedError',
  'MongoServerClosedError',
  'MongoNotConnectedError',
  'MongoClientClosedError',
  'MongoOperationTimeoutError',
  'MongoExpiredSessionError',
]);

/**
 * Server codes that pass by themselves or when an operator has acted: unreachable or shutting down members, no primary,
 * interrupted operations, a write concern that was not met in time, and credentials that are refused.
 */
const UNAVAILABLE_CODES = new Set([
  6, 7, 13, 18, 64, 89, 91, 100, 133, 134, 189, 262, 317, 358, 9001, 10_058, 10_107, 11_600, 11_602, 13_435, 13_436,
]);

/** What the socket itself says of a connection that is gone; a write in flight gets it before the driver wraps it. */
const CONNECTION_CODES = new Set([
  'EPIPE',
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'ETIMEDOUT',
  'ENETUNREACH',
  'EHOSTUNREACH',
]);

function isLostConnection(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && CONNECTION_CODES.has(String(error.code));
}

/** True where the same operation may succeed later. */
export function isUnavailable(error: unknown): boolean {
  if (isLostConnection(error)) return true;
  if (!(error instanceof MongoError)) return false;
  if (UNAVAILABLE_NAMES.has(error.name)) return true;
  if (error.hasErrorLabel('RetryableWriteError') || error.hasErrorLabel('RetryableError')) return true;
  if (!(error instanceof MongoServerError)) return false;
  if (typeof error.code === 'number' && UNAVAILABLE_CODES.has(error.code)) return true;
  // A bulk write wraps what ended it, a lost connection for example.
  return isUnavailable(error.errorResponse);
}

export function isDuplicateKey(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === DUPLICATE_KEY;
}

/** True where all that a bulk write could not do was to insert documents that exist. */
export function failedOnDuplicatesOnly(error: unknown): boolean {
  if (!(error instanceof MongoBulkWriteError)) return false;
  const failures = [error.writeErrors].flat();
  return failures.length > 0 && failures.every(({ code }) => code === DUPLICATE_KEY) && error.err === undefined;
}
