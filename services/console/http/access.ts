import type { Authorization, TokenRole } from '@passback/service-kit';
import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** The first 12 hex digits of the caller's token's hash. */
    requestedBy: string;
  }
}

export const READERS: readonly TokenRole[] = ['viewer', 'admin'];
export const COMMANDERS: readonly TokenRole[] = ['admin'];

/** Lets only tokens of the path's district with one of `roles` through; judged before any of the body is read. */
export function only(roles: readonly TokenRole[], authorization: Authorization) {
  return async (request: FastifyRequest): Promise<void> => {
    const { districtId } = request.params as { districtId: string };
    const { headers, ip } = request;
    request.requestedBy = await authorization.authorize(headers.authorization, districtId, roles, ip);
  };
}
