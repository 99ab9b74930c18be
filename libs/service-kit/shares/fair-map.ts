/**
 * A map in which every district has a part. Once all parts together hold more than `limit` entries, the largest part forgets the one
 * it used longest ago: who fills the map displaces their own entries first, never those of somebody who holds less.
 */
export class FairMap<V> {
  readonly #limit: number;
  readonly #parts = new Map<string, Map<string, V>>();
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(districtId: string, key: string): V | undefined {
    const part = this.#parts.get(districtId);
    const value = part?.get(key);
    if (part === undefined || value === undefined) return undefined;
    part.delete(key);
    part.set(key, value); // now the one used last
    return value;
  }

  set(districtId: string, key: string, value: V): void {
    this.delete(districtId, key);
    const part = this.#parts.get(districtId) ?? new Map<string, V>();
    part.set(key, value);
    this.#parts.set(districtId, part);
    this.#size += 1;
    if (this.#size > this.#limit) this.#forgetOne();
  }

  delete(districtId: string, key: string): void {
    const part = this.#parts.get(districtId);
    if (part?.delete(key) !== true) return;
    this.#size -= 1;
    if (part.size === 0) this.#parts.delete(districtId);
  }

  get size(): number {
    return this.#size;
  }

  /** Looks at every district, of which there are hundreds, and only while the map is full. */
  #forgetOne(): void {
    let largest: readonly [districtId: string, part: ReadonlyMap<string, V>] | null = null;
    for (const entry of this.#parts) if (largest === null || entry[1].size > largest[1].size) largest = entry;
    for (const oldest of largest?.[1].keys() ?? []) {
      this.delete(largest?.[0] ?? '', oldest);
      return;
    }
  }
}
