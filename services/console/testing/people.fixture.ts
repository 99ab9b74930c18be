import { expect } from '@jest/globals';
import type { Ledger } from '@passback/ledger';
import { STRICT_OPERATOR } from '@passback/service-host';
import type { Clock } from '@passback/service-kit';
import type { Answer, CallOptions, RunningConsole } from './console.fixture.ts';
import { DISTRICT } from './settings.fixture.ts';

/** As `PASSBACK_DEMO` makes it. */
export const DEMO = { ...STRICT_OPERATOR, isDemo: true };
export const OTHER_DISTRICT = 'jefferson';

/** Whom the demo offers; the first teacher's are the units of `storeUnit`. */
export const PEOPLE = {
  operator: 'demo:operator',
  admin: `demo:admin:${DISTRICT}`,
  viewer: `demo:viewer:${DISTRICT}`,
  teacher: `demo:teacher:${DISTRICT}:otus-user-12`,
  otherTeacher: `demo:teacher:${DISTRICT}:otus-user-13`,
  adminElsewhere: `demo:admin:${OTHER_DISTRICT}`,
  viewerElsewhere: `demo:viewer:${OTHER_DISTRICT}`,
  teacherElsewhere: `demo:teacher:${OTHER_DISTRICT}:otus-user-12`,
} as const;

/** For `startConsole`: the staff of both districts. The other's teacher has the ids of the first one here. */
export async function withStaff(ledger: Ledger): Promise<Ledger> {
  const member = { role: 'teacher', inPassbackGroup: true } as const;
  const teacher = { ...member, userId: 'otus-user-12', sisUserId: '8301' };
  const others = [
    { ...member, userId: 'otus-user-13', sisUserId: null },
    { ...member, userId: 'otus-user-14', sisUserId: '8400', role: 'admin' as const },
  ];
  await ledger.staff.put({ districtId: DISTRICT, revision: 1, staff: [teacher, ...others] });
  await ledger.staff.put({ districtId: OTHER_DISTRICT, revision: 1, staff: [teacher] });
  return ledger;
}

/** A clock that is moved by hand; whoever sleeps does so to the end. */
export function movedClock(): Clock & { move(ms: number): void } {
  let now = Date.parse('2026-11-12T12:00:00Z');
  return {
    now: () => now,
    monotonic: () => now,
    sleep: (_ms, signal) =>
      new Promise((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true })),
    move: (ms) => void (now += ms),
  };
}

export interface SignedInBody {
  readonly signedIn: true;
  readonly csrf: string;
  readonly expiresAt: string;
  readonly districts: readonly { readonly districtId: string; readonly role: string }[];
}

/** A browser of somebody who is signed in: their cookie, and the header that commands need. */
export interface Browser {
  readonly cookie: string;
  readonly csrf: string;
  readonly body: SignedInBody;
  /** With cookie and `x-csrf-token`, unless `headers` says otherwise. */
  call<T>(method: string, path: string, options?: CallOptions): Promise<Answer<T>>;
}

export async function signIn(console: RunningConsole, personId: string): Promise<Browser> {
  const answer = await console.call<SignedInBody>('POST', '/sign-in/demo', { token: null, body: { personId } });
  expect(answer.status).toBe(200);
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const { csrf } = answer.body;
  return {
    ...{ cookie, csrf, body: answer.body },
    call: (method, path, options = {}) =>
      console.call(method, path, {
        token: null,
        ...options,
        headers: { cookie, 'x-csrf-token': csrf, ...options.headers },
      }),
  };
}
