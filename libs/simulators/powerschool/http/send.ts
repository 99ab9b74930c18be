import type { ServerResponse } from 'node:http';

import type { Reply } from './call.ts';

/** Sends a reply as it is, also one whose `content-length` promises more than follows: then the connection is cut. */
export function send(response: ServerResponse, reply: Reply): void {
  const payload = payloadOf(reply);
  const headers: Record<string, string | number> = { ...reply.headers };
  if (payload.length > 0) headers['content-type'] ??= 'application/json;charset=UTF-8';
  const promised = Number(headers['content-length'] ?? payload.length);
  if (reply.status !== 204) headers['content-length'] = promised;
  response.writeHead(reply.status, headers);
  if (promised === payload.length) {
    response.end(payload);
    return;
  }
  response.write(payload, () => response.destroy());
}

export function payloadOf({ raw, body }: Reply): Buffer {
  if (raw !== undefined) return typeof raw === 'string' ? Buffer.from(raw, 'utf8') : raw;
  return body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body), 'utf8');
}
