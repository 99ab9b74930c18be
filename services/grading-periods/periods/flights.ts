import { LIMITS } from './limits.ts';
import { PeriodsError } from './periods-error.ts';

/**
 * Fetches under way, each once however many wait for it, in shares: a district whose PowerSchool hangs fills its own, and a place is
 * left for every other.
 */
export class Flights<T> {
  readonly #ofDistrict = new Map<string, Map<string, Promise<T>>>();
  #size = 0;

  /** The fetch of that key that is under way, or the one that `begin` begins. Rejects with `PeriodsError` where the share is used up. */
  join(districtId: string, key: string, begin: () => Promise<T>): Promise<T> {
    const own = this.#ofDistrict.get(districtId) ?? new Map<string, Promise<T>>();
    const flying = own.get(key);
    if (flying !== undefined) return flying;
    const share = this.#size < LIMITS.fetchesAtOnce ? LIMITS.fetchesOfDistrict : LIMITS.fetchesOfEach;
    if (own.size >= share)
      return Promise.reject(new PeriodsError('UNAVAILABLE', 'too many school years of the district are being read'));
    const flight = begin().finally(() => this.#end(districtId, key));
    this.#ofDistrict.set(districtId, own.set(key, flight));
    this.#size += 1;
    return flight;
  }

  #end(districtId: string, key: string): void {
    const own = this.#ofDistrict.get(districtId);
    if (own?.delete(key) === true) this.#size -= 1;
    if (own?.size === 0) this.#ofDistrict.delete(districtId);
  }
}
