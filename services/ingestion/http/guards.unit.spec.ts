import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LINGER_LIMIT } from '@passback/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { INGESTION_LIMITS } from '../limits.ts';
import { bodyInTime } from './guards.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** A request of which `raw` is the body, and what was written to its socket. */
function given() {
  const written: string[] = [];
  const socket = Object.assign(new EventEmitter(), {
    bytesRead: 0,
    isEnded: false,
    destroyed: false,
    write: (text: string) => written.push(text),
    end: () => (socket.isEnded = true),
    destroy: () => (socket.destroyed = true),
  });
  const raw = Object.assign(new PassThrough(), { socket });
  const reply = { raw: new EventEmitter() };
  return {
    raw,
    reply,
    socket,
    written,
    watch: () => bodyInTime({ raw } as unknown as FastifyRequest, reply as unknown as FastifyReply),
  };
}

describe('a body that is not streamed', () => {
  it('that does not come in time ends the connection', async () => {
    const { socket, written, watch } = given();
    await watch();
    jest.advanceTimersByTime(INGESTION_LIMITS.bodyMs - 1);
    expect(written).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(written).toEqual([expect.stringContaining('408 Request Timeout')]);
    expect(socket).toMatchObject({ isEnded: true, destroyed: false });
    // A client that goes on sending all the same is not listened to for ever.
    jest.advanceTimersByTime(LINGER_LIMIT.ms);
    expect(socket.destroyed).toBe(true);
  });

  it('that has come may be worked on for as long as that takes', async () => {
    const { raw, written, watch } = given();
    await watch();
    raw.emit('end');
    jest.advanceTimersByTime(10 * INGESTION_LIMITS.bodyMs);
    expect(written).toEqual([]);
  });

  it('of a request that is over is not waited for', async () => {
    const { reply, written, watch } = given();
    await watch();
    reply.raw.emit('close');
    jest.advanceTimersByTime(10 * INGESTION_LIMITS.bodyMs);
    expect(written).toEqual([]);
  });
});
