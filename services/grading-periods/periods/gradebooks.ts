import type { DistrictRecord } from '@passback/ledger';
import type { Gradebook, GradebookSettings } from '@passback/powerschool';
import { districtConnection } from '@passback/service-host';
import type { Secrets } from '@passback/service-kit';
import { LIMITS } from './limits.ts';

/** The part of a connection to a district's gradebook that is used here. */
export interface TermsReader {
  readonly gradebook: Pick<Gradebook, 'terms'>;
  close(): Promise<void>;
}

interface Opened {
  readonly state: string;
  readonly learnedIntervalMs: number;
  readonly reader: TermsReader;
}

/** Connects by a district's settings, at the interval that its lane has learnt; 0: none. */
type Open = (settings: GradebookSettings, learnedIntervalMs: number) => TermsReader;

/** One connection per district, made anew when its settings change, or what its lane has learnt. */
export class Gradebooks {
  readonly #secrets: Pick<Secrets, 'open'>;
  readonly #open: Open;
  readonly #opened = new Map<string, Opened>();
  #closing: Promise<unknown> = Promise.resolve();

  constructor(secrets: Pick<Secrets, 'open'>, open: Open) {
    this.#secrets = secrets;
    this.#open = open;
  }

  /** `learned`: the interval that its lane has learnt; null where that is not known. Throws where the district's secret cannot be opened. */
  of(district: DistrictRecord, learned: number | null): TermsReader {
    const { districtId } = district.settings;
    // What the file of districts says may change while the settings stay: whose word the address is.
    const state = JSON.stringify([district.version, district.file?.said]);
    const opened = this.#opened.get(districtId);
    const learnedIntervalMs = learned ?? opened?.learnedIntervalMs ?? 0;
    this.#opened.delete(districtId);
    if (opened?.state === state && opened.learnedIntervalMs === learnedIntervalMs) {
      this.#opened.set(districtId, opened); // now the one used last
      return opened.reader;
    }
    if (opened !== undefined) this.#closeSoon(opened.reader);
    const { maxTitleLength: _length, ...connection } = districtConnection(district, this.#secrets);
    const reader = this.#open(connection, learnedIntervalMs);
    this.#opened.set(districtId, { state, learnedIntervalMs, reader });
    this.#closeLeastUsed();
    return reader;
  }

  async close(): Promise<void> {
    for (const { reader } of this.#opened.values()) this.#closeSoon(reader);
    this.#opened.clear();
    await this.#closing;
  }

  #closeLeastUsed(): void {
    const [oldest] = this.#opened;
    if (this.#opened.size <= LIMITS.gradebooksOpen || oldest === undefined) return;
    this.#opened.delete(oldest[0]);
    this.#closeSoon(oldest[1].reader);
  }

  /** Requests under way may end first. One that fails is told to who waits for it; that its connection will not close as well says nothing new. */
  #closeSoon(reader: TermsReader): void {
    this.#closing = Promise.all([this.#closing, reader.close().catch(() => undefined)]);
  }
}
