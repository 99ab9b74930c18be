import { Refused } from '../http/call.ts';
import type { World } from '../world.ts';

/** `/ws/v1` resources need a permission of the plugin as a whole; without it the answer is a 401. */
export function checkV1Access({ access }: World): void {
  if (access.v1Read) return;
  const errorMessage = { message: 'Plugin is missing required accessLevelV1Api READ permission' };
  throw new Refused({ status: 401, body: { errorMessage } });
}

export function notFound(what: string): Refused {
  return new Refused({ status: 404, body: { errorMessage: { message: `${what} not found.` } } });
}
