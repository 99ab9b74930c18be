import type { SessionGrant } from '@passback/ledger';

/** Somebody who may sign in, with all that they may do. */
export interface Person {
  readonly personId: string;
  /** To be shown. */
  readonly name: string;
  readonly grants: readonly SessionGrant[];
  /** Everything in all districts. */
  readonly isOperator: boolean;
}

/** A way in. Sessions that were opened by another one do not count. */
export interface SignInWay {
  readonly kind: 'demo';
  /** Whether this way gives such ids to its people. */
  owns(personId: string): boolean;
  /** Whom a page may offer to sign in as; they are asked for nothing else. */
  people(): Promise<readonly Person[]>;
}
