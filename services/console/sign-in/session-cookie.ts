import type { FastifyReply, FastifyRequest } from 'fastify';

/** Taken by browsers over TLS alone, for this one host and all of its paths. */
const SECURE_NAME = '__Host-passback';
/** For a console on one's own machine, without TLS. */
const LOOPBACK_NAME = 'passback';
const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

/** The value of the session's cookie. */
export function sessionCookie(request: FastifyRequest): string | undefined {
  return request.cookies[wayOf(request).name];
}

/** It goes with the browser: computers of class rooms are shared. */
export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, value: string): void {
  const { name, options } = wayOf(request);
  reply.setCookie(name, value, options);
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  const { name, options } = wayOf(request);
  reply.clearCookie(name, options);
}

function wayOf({ protocol, hostname }: FastifyRequest) {
  const isLoopback = protocol === 'http' && LOOPBACK_HOSTS.has(hostname.toLowerCase());
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: !isLoopback } as const;
  return { name: isLoopback ? LOOPBACK_NAME : SECURE_NAME, options };
}
