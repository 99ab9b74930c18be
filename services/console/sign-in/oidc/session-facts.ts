import { compileValidator, type SecretPlace, type Secrets } from '@passback/service-kit';
import { type Static, Type } from 'typebox';
import { type Claims, valuesOf } from './claims.ts';
import { claimNames, type Roles } from './roles-schema.ts';

const SessionFacts = Type.Object({
  subject: Type.String(),
  refreshToken: Type.Union([Type.String(), Type.Null()]),
  /** Of the sign-in, for its end at the provider; left out where there is none. */
  idToken: Type.Optional(Type.String()),
  /** What the file of roles looks at, and nothing else. */
  claims: Type.Record(Type.String(), Type.Array(Type.String(), { maxItems: 100_000 })),
});

/** What is kept of a person’s sign-in, to find their roles anew. */
export type SessionFacts = Static<typeof SessionFacts>;

const validate = compileValidator(SessionFacts);

/** Seals and opens what is kept with one session; of another it does not open. */
export class FactsOfSessions {
  readonly #secrets: Pick<Secrets, 'seal' | 'open'>;

  constructor(secrets: Pick<Secrets, 'seal' | 'open'>) {
    this.#secrets = secrets;
  }

  seal(personId: string, facts: SessionFacts): string {
    return this.#secrets.seal(JSON.stringify(facts), placeOf(personId));
  }

  /** Null where it cannot be opened, as with another key. */
  open(personId: string, sealed: string): SessionFacts | null {
    try {
      const checked = validate(JSON.parse(this.#secrets.open(sealed, placeOf(personId))));
      return checked.ok ? checked.value : null;
    } catch {
      return null;
    }
  }
}

function placeOf(personId: string): SecretPlace {
  return { districtId: '', field: `signIn.renewal:${personId}` };
}

/** Those of the claims that the file of roles looks at. */
export function keptClaims(roles: Roles, claims: Claims): SessionFacts['claims'] {
  const kept = [...claimNames(roles)].map((name): [string, string[]] => [name, [...valuesOf(claims, name)]]);
  return Object.fromEntries(kept.filter(([, values]) => values.length > 0));
}
