import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

interface Kept {
  readonly model: string;
  readonly id: string;
  readonly payload: AdapterPayload;
  readonly expiresAt: number;
}

/** More than a demonstration or a spec makes; the oldest goes then. */
const MOST = 10_000;

/** What a provider keeps, for as long as its process lives. */
export class KeptInMemory {
  readonly #kept = new Map<string, Kept>();

  readonly adapter: AdapterFactory = (model) => this.#adapterOf(model);

  /** Ends whatever clients were given about an account. */
  revoke(accountId: string): void {
    this.#removeWhere(({ payload }) => payload.accountId === accountId);
  }

  #adapterOf(model: string): Adapter {
    const keyOf = (id: string): string => `${model}:${id}`;
    const alive = (kept: Kept | undefined): AdapterPayload | undefined =>
      kept === undefined || kept.expiresAt <= Date.now() ? undefined : kept.payload;
    return {
      upsert: async (id, payload, seconds) => {
        const expiresAt = seconds === undefined ? Infinity : Date.now() + seconds * 1_000;
        this.#kept.set(keyOf(id), { model, id, payload, expiresAt });
        const [oldest] = this.#kept.keys();
        if (this.#kept.size > MOST && oldest !== undefined) this.#kept.delete(oldest);
      },
      find: async (id) => alive(this.#kept.get(keyOf(id))),
      findByUid: async (uid) =>
        alive([...this.#kept.values()].find((kept) => kept.model === model && kept.payload.uid === uid)),
      findByUserCode: async () => undefined,
      consume: async (id) => {
        const kept = this.#kept.get(keyOf(id));
        const consumed = Math.floor(Date.now() / 1_000);
        if (kept !== undefined) this.#kept.set(keyOf(id), { ...kept, payload: { ...kept.payload, consumed } });
      },
      destroy: async (id) => void this.#kept.delete(keyOf(id)),
      revokeByGrantId: async (grantId) => this.#removeWhere(({ payload }) => payload.grantId === grantId),
    };
  }

  #removeWhere(isGone: (kept: Kept) => boolean): void {
    for (const [key, kept] of this.#kept) if (isGone(kept)) this.#kept.delete(key);
  }
}
