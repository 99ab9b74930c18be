import type { SessionGrant, SessionRecord, SessionRenewal } from '@passback/ledger';
import type { Attempts } from './oidc/attempts.ts';
import type { OidcProvider, SignedInThere } from './oidc/provider.ts';

/** Somebody who may sign in, with all that they may do. */
export interface Person {
  readonly personId: string;
  /** To be shown. */
  readonly name: string;
  readonly grants: readonly SessionGrant[];
  /** Everything in all districts. */
  readonly isOperator: boolean;
}

interface Way {
  /** Whether this way gives such ids to its people. */
  owns(personId: string): boolean;
}

/** Whoever asks is whom they choose. */
export interface DemoWay extends Way {
  readonly kind: 'demo';
  /** Whom a page may offer to sign in as; they are asked for nothing else. */
  people(): Promise<readonly Person[]>;
}

/** Somebody else signs people in, by OpenID Connect. */
export interface OidcWay extends Way {
  readonly kind: 'oidc';
  readonly provider: OidcProvider;
  readonly attempts: Attempts;
  /** Who signed in there, with what they may do here. Throws `SignInFailure`, and `LedgerError`. */
  admit(signedIn: SignedInThere): Promise<Admitted>;
  /** The session with the roles that its person has now; null, and it is ended, where they have none any more. Throws `LedgerError`. */
  current(session: SessionRecord): Promise<SessionRecord | null>;
  /** Where the browser of a session that ends signs out at the provider too; null where it cannot. */
  signOutUrl(session: Pick<SessionRecord, 'personId' | 'renewal'>): Promise<string | null>;
}

/** The way in. Sessions that were opened by another one do not count. */
export type SignInWay = DemoWay | OidcWay;

/** Somebody for whom a session is opened, and for how long at most. */
export interface Admitted {
  readonly person: Person;
  readonly renewal: SessionRenewal;
  readonly lastsMs: number;
}
