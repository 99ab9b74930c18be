import type { DistrictRecord } from '@passback/ledger';
import type { Gradebook, GradebookSettings } from '@passback/powerschool';
import type { Secrets } from '@passback/service-kit';
import { LIMITS } from './limits.ts';

/** The part of a connection to a district's gradebook that is used here. */
export interface TermsReader {
  readonly gradebook: Pick<Gradebook, 'terms'>;
  close(): Promise<void>;
}

/** One connection per district, made anew when its settings change. */
export class Gradebooks {
  readonly #secrets: Pick<Secrets, 'open'>;
  readonly #open: (settings: GradebookSettings) => TermsReader;
  readonly #opened = new Map<string, { readonly version: number; readonly reader: TermsReader }>();
  #closing: Promise<unknown> = Promise.resolve();

  constructor(secrets: Pick<Secrets, 'open'>, open: (settings: GradebookSettings) => TermsReader) {
    this.#secrets = secrets;
    this.#open = open;
  }

  /** Throws where the district's secret cannot be opened. */
  of({ settings, version }: DistrictRecord): TermsReader {
    const { districtId, powerschool } = settings;
    const opened = this.#opened.get(districtId);
    this.#opened.delete(districtId);
    if (opened !== undefined && opened.version === version) {
      this.#opened.set(districtId, opened); // now the one used last
      return opened.reader;
    }
    if (opened !== undefined) this.#closeSoon(opened.reader);
    const { maxTitleLength: _length, clientSecret, ...connection } = powerschool;
    const reader = this.#open({ ...connection, districtId, clientSecret: this.#secrets.open(clientSecret) });
    this.#opened.set(districtId, { version, reader });
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

  /** Requests under way may end first, and a connection that will not close is not a caller's trouble. */
  #closeSoon(reader: TermsReader): void {
    this.#closing = Promise.all([this.#closing, reader.close().catch(() => undefined)]);
  }
}
