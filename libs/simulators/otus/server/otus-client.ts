import type { ScenarioDistrict } from '../scenario/district.ts';
import type { ScenarioUnit } from '../unit/intent.ts';
import type { StaffEntry } from '../unit/snapshot.ts';

/** Units that one NDJSON request carries. */
const UNITS_PER_REQUEST = 1_000;

/** Sends what Otus knows to ingestion, as Otus does. Throws with the answer where anything is refused. */
export class OtusClient {
  readonly #url: string;
  readonly #token: string;

  constructor(ingestionUrl: string, token: string) {
    this.#url = ingestionUrl;
    this.#token = token;
  }

  async sendStaff(
    district: Pick<ScenarioDistrict, 'districtId'> & { staff: readonly StaffEntry[] },
    revision: number,
  ): Promise<void> {
    await this.#send(
      'PUT',
      `/v1/districts/${district.districtId}/staff`,
      'application/json',
      JSON.stringify({ revision, staff: district.staff }),
    );
  }

  /** One unit, as after an edit. */
  async sendUnit(districtId: string, { snapshot }: Pick<ScenarioUnit, 'snapshot'>): Promise<void> {
    const path = `/v1/districts/${districtId}/section-assessments/${encodeURIComponent(snapshot.sectionAssessmentId)}`;
    await this.#send('PUT', path, 'application/json', JSON.stringify(snapshot));
  }

  /** Many units, as at the first synchronisation. */
  async sendUnits(districtId: string, units: readonly Pick<ScenarioUnit, 'snapshot'>[]): Promise<void> {
    for (let from = 0; from < units.length; from += UNITS_PER_REQUEST) {
      const lines = units.slice(from, from + UNITS_PER_REQUEST).map(({ snapshot }) => `${JSON.stringify(snapshot)}\n`);
      const answer = await this.#send(
        'POST',
        `/v1/districts/${districtId}/section-assessments`,
        'application/x-ndjson',
        lines.join(''),
      );
      const { rejected } = JSON.parse(answer) as { rejected: unknown[] };
      if (rejected.length > 0)
        throw new Error(`ingestion rejected ${rejected.length} lines: ${JSON.stringify(rejected[0])}`);
    }
  }

  async #send(method: string, path: string, type: string, body: string): Promise<string> {
    const response = await fetch(this.#url + path, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': type },
      body,
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${text.slice(0, 500)}`);
    return text;
  }
}
