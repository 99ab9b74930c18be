import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** How much longer a client is listened to that was answered before it had sent everything. */
export const LINGER_LIMIT = {
  /** Time to read the answer; closing at once would reset the connection, and the answer with it. */
  ms: 2_000,
  /** What is read and thrown away meanwhile: the largest body that is taken as a whole. */
  bytes: 8 * 1024 * 1024,
} as const;

const closing = new WeakSet<Socket>();

/** Whether a body was announced and has not come to its end. */
export function isBodyComing(request: IncomingMessage): boolean {
  const { 'transfer-encoding': encoding, 'content-length': length } = request.headers;
  const isAnnounced = encoding !== undefined || (length !== undefined && Number(length) > 0);
  return isAnnounced && !request.complete;
}

/** Whether nothing more is answered on the connection. */
export function isClosing(socket: Socket): boolean {
  return closing.has(socket);
}

/**
 * Has the connection end once the answer to `request` is out, though a body is still coming: when the client has sent all or ended its
 * side, or has had its time. Node itself either listens for ever or, where told to close, resets the connection under the answer.
 */
export function lingerAfterAnswer(request: IncomingMessage): void {
  const { socket } = request;
  const readBefore = socket.bytesRead;
  request.on('data', () => {
    if (socket.bytesRead - readBefore > LINGER_LIMIT.bytes) socket.destroy();
  });
  // What Node calls when the last answer of a connection is out.
  socket.destroySoon = () => closeLingering(request);
}

/** Ends this side of the connection now, and all of it when the client has sent all, or has had its time. */
export function closeLingering(request: IncomingMessage): void {
  const { socket } = request;
  if (closing.has(socket)) return;
  closing.add(socket);
  const destroy = (): void => void socket.destroy();
  const timer = setTimeout(destroy, LINGER_LIMIT.ms).unref();
  socket.once('close', () => clearTimeout(timer));
  request.once('end', destroy).once('error', destroy);
  socket.end();
  request.resume();
}
