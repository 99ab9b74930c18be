import { type BenchDistrict, ndjsonOf, staffOf } from '../district/bench-district.ts';
import { type PowerSchoolSettings, settingsOf, TOKEN } from '../district/districts-file.ts';
import { until } from './until.ts';

/** Each answer counts the run's units, which is work for the system. */
const RUN_POLL_MS = 250;

export interface RunAnswer {
  readonly runId: string;
  readonly state: 'planning' | 'delivering' | 'finished' | 'blocked';
  readonly units: Readonly<Record<'planned' | 'inSync' | 'rejected' | 'retrying' | 'held', number>>;
  readonly scores: Readonly<Record<'sent' | 'kept' | 'held' | 'rejected', number>>;
}

/** The system as Otus and an administrator call it. Throws with the answer where anything is refused. */
export class PassbackApi {
  readonly #system: { readonly ingestionUrl: string; readonly consoleUrl: string };

  constructor(system: { readonly ingestionUrl: string; readonly consoleUrl: string }) {
    this.#system = system;
  }

  async sendStaff(district: BenchDistrict): Promise<void> {
    const url = `${this.#system.ingestionUrl}/v1/districts/${district.districtId}/staff`;
    await call('PUT', url, 'application/json', JSON.stringify({ revision: 1, staff: staffOf(district) }));
  }

  /** All units of the district in one stream, which `lines` holds where it was made before. */
  async sendUnits(district: BenchDistrict, lines: Buffer = ndjsonOf(district)): Promise<void> {
    const url = `${this.#system.ingestionUrl}/v1/districts/${district.districtId}/section-assessments`;
    const answer = (await call('POST', url, 'application/x-ndjson', lines)) as { accepted: number };
    if (answer.accepted !== district.units) throw new Error(`ingestion did not take all: ${JSON.stringify(answer)}`);
  }

  async putSettings(district: BenchDistrict, powerschool: PowerSchoolSettings): Promise<void> {
    const url = `${this.#system.consoleUrl}/v1/districts/${district.districtId}`;
    await call('PUT', url, 'application/json', JSON.stringify(settingsOf(district, powerschool)));
  }

  /** A page of the list, by its query. */
  async listUnits(
    districtId: string,
    query: Readonly<Record<string, string>>,
  ): Promise<{ readonly items: readonly unknown[] }> {
    const url = `${this.#system.consoleUrl}/v1/districts/${districtId}/section-assessments?${new URLSearchParams(query)}`;
    return (await call('GET', url)) as { items: unknown[] };
  }

  /** The explanation of a unit. */
  async explain(districtId: string, sectionAssessmentId: string): Promise<unknown> {
    const url = `${this.#system.consoleUrl}/v1/districts/${districtId}/section-assessments/${sectionAssessmentId}`;
    return call('GET', url);
  }

  /** What the next night would do, counted over all units. */
  async preview(districtId: string): Promise<{ readonly units: { readonly scoresOnly: number } }> {
    const url = `${this.#system.consoleUrl}/v1/districts/${districtId}/preview`;
    return (await call('GET', url)) as { units: { scoresOnly: number } };
  }

  async run(districtId: string, runId: string): Promise<RunAnswer> {
    return (await call('GET', `${this.#system.consoleUrl}/v1/districts/${districtId}/runs/${runId}`)) as RunAnswer;
  }

  async startRun(districtId: string): Promise<string> {
    const url = `${this.#system.consoleUrl}/v1/districts/${districtId}/runs`;
    return ((await call('POST', url)) as { runId: string }).runId;
  }

  /** Waits for the end of a run, asking every `pollMs`; throws where it is not finished within `limitMs`. */
  async untilFinished(districtId: string, runId: string, limitMs: number, pollMs = RUN_POLL_MS): Promise<RunAnswer> {
    const ask = async (): Promise<RunAnswer | null> => {
      const run = await this.run(districtId, runId);
      return run.state === 'finished' ? run : null;
    };
    return until(`run ${runId} of ${districtId} to finish`, limitMs, ask, pollMs);
  }
}

async function call(method: string, url: string, type?: string, body?: string | Buffer): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${TOKEN}`, ...(type === undefined ? {} : { 'content-type': type }) },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url} was answered with ${response.status}: ${text.slice(0, 500)}`);
  return text === '' ? null : JSON.parse(text);
}
