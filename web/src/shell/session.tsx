import { createContext, use, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { answerOf, api, carry } from '../api/client.ts';
import type { components, paths } from '../api/schema.ts';

type SessionAnswer = paths['/v1/session']['get']['responses'][200]['content']['application/json'];
export type SignedIn = Extract<SessionAnswer, { signedIn: true }>;
export type SignedOut = Extract<SessionAnswer, { signedIn: false }>;
export type Schemas = components;

const Session = createContext<SignedIn | null>(null);

export const SESSION_KEY = ['session'] as const;

/** How often it is looked whether the session and its roles still hold. */
const LOOK_AGAIN_MS = 60_000;

export function useSessionQuery() {
  return useQuery({
    queryKey: SESSION_KEY,
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: async () => {
      const session = await answerOf(api.GET('/v1/session'));
      carry({ csrf: session.signedIn ? session.csrf : '' });
      return session;
    },
  });
}

export function SessionProvider({ session, children }: { session: SignedIn; children: ReactNode }) {
  return <Session value={session}>{children}</Session>;
}

/** Who is signed in. Only below `SessionProvider`. */
export function useSession(): SignedIn {
  const session = use(Session);
  if (session === null) throw new Error('there is no session here');
  return session;
}

/** What the person may do in a district; undefined where they have nothing to do with it. */
export function useDistrict(districtId: string) {
  return useSession().districts.find((district) => district.districtId === districtId);
}
