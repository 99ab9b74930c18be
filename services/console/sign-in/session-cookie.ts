import type { FastifyReply, FastifyRequest } from 'fastify';

/** Taken by browsers over TLS alone, for this one host and all of its paths. */
const SECURE_NAME = '__Host-passback';
/** For a console on one's own machine, without TLS. */
const LOOPBACK_NAME = 'passback';
const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

/** Whether a name is that of this machine, as URLs and requests have it. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK_HOSTS.has(hostname.toLowerCase());
}

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

/** Of a way to the provider that signs people in, and back. */
export function attemptCookie(request: FastifyRequest): string | undefined {
  return request.cookies[attemptName(request)];
}

export function setAttemptCookie(request: FastifyRequest, reply: FastifyReply, attempt: Attempt): void {
  const { value, maxAgeSeconds: maxAge } = attempt;
  reply.setCookie(attemptName(request), value, { ...wayOf(request).options, maxAge });
}

export function clearAttemptCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(attemptName(request), wayOf(request).options);
}

interface Attempt {
  readonly value: string;
  readonly maxAgeSeconds: number;
}

function attemptName(request: FastifyRequest): string {
  return `${wayOf(request).name}-sign-in`;
}

function wayOf({ protocol, hostname }: FastifyRequest) {
  const isPlain = protocol === 'http' && isLoopback(hostname);
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: !isPlain } as const;
  return { name: isPlain ? LOOPBACK_NAME : SECURE_NAME, options };
}
