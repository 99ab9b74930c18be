import { createContext, use, useEffect, type ReactNode } from 'react';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, carry } from '../api/client.ts';
import { keepFor } from './kept.ts';
import type { paths } from '../api/schema.ts';

type SessionAnswer = paths['/v1/session']['get']['responses'][200]['content']['application/json'];
export type SignedIn = Extract<SessionAnswer, { signedIn: true }>;
export type SignedOut = Extract<SessionAnswer, { signedIn: false }> & {
  /** Somebody was signed in on this page, and did not sign out on it. */
  readonly hasEnded: boolean;
};

const Session = createContext<SignedIn | null>(null);

export const SESSION_KEY = ['session'] as const;

/** How often it is looked whether the session and its roles still hold. */
const LOOK_AGAIN_MS = 60_000;

/** By this the tabs of a browser tell each other that another session is there now, or none. */
const tabs = new BroadcastChannel('session');
let isLeaving = false;

/** Who is signed in, asked for again whenever that may have changed. */
export function useSessionQuery() {
  const queries = useQueryClient();
  useEffect(() => {
    const lookAgain = () => void queries.invalidateQueries({ queryKey: SESSION_KEY }, { cancelRefetch: false });
    carry({ onUnauthorized: lookAgain });
    tabs.addEventListener('message', lookAgain);
    return () => tabs.removeEventListener('message', lookAgain);
  }, [queries]);
  return useQuery({
    queryKey: SESSION_KEY,
    refetchInterval: LOOK_AGAIN_MS,
    refetchOnWindowFocus: 'always',
    queryFn: async ({ client }): Promise<SignedIn | SignedOut> => {
      const before = client.getQueryData<SignedIn | SignedOut>(SESSION_KEY);
      const session = await answerOf(api.GET('/v1/session'));
      carry({ csrf: session.signedIn ? session.csrf : '' });
      keepFor(personOf(session));
      if (personOf(before) !== personOf(session)) changed(client, before);
      if (session.signedIn) return session;
      const hasEnded = before?.signedIn === true ? !isLeaving : (before?.hasEnded ?? false);
      isLeaving = false;
      return { ...session, hasEnded };
    },
  });
}

/** Before the session of this page is asked for again after a sign-out: nobody has to be told that it is over. */
export function leave(): void {
  isLeaving = true;
  keepFor(null);
  tabs.postMessage(null);
}

function personOf(session: SessionAnswer | undefined): string | null {
  return session?.signedIn === true ? session.person.personId : null;
}

/** Nothing that somebody saw stays in the page after them. */
function changed(queries: QueryClient, before: SessionAnswer | undefined): void {
  if (before?.signedIn === true) queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
  tabs.postMessage(null);
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
