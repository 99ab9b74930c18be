import type { IncomingMessage } from 'node:http';

import { type Call, Refused } from './call.ts';

/** A roster of a large district is some MB; nothing that a client sends is larger. */
export const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** Reads a request's body; null when it is over the limit (the rest is read and thrown away). */
export async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const buffer = chunk as Buffer;
    bytes += buffer.length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(buffer);
    else chunks.length = 0;
  }
  if (bytes > MAX_BODY_BYTES) return null;
  const [only] = chunks;
  return only !== undefined && chunks.length === 1 ? only : Buffer.concat(chunks);
}

/** The body as JSON; 400 where it is not. */
export function jsonOf(call: Call): unknown {
  try {
    return JSON.parse(call.body.toString('utf8')) as unknown;
  } catch {
    throw new Refused({ status: 400, body: { message: 'The request body is not valid JSON.' } });
  }
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
