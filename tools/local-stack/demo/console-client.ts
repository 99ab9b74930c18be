/** The parts of the console API's answers that the demo and the tests read. */
export interface RunAnswer {
  readonly runId: string;
  readonly state: 'planning' | 'delivering' | 'finished' | 'blocked';
  readonly units: Readonly<Record<'planned' | 'inSync' | 'rejected' | 'retrying' | 'held', number>>;
  readonly scores: Readonly<Record<'sent' | 'kept' | 'held' | 'rejected', number>>;
  readonly reasons: Readonly<Record<string, number>>;
  readonly traceId: string | null;
}

interface ReasonAnswer {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  readonly who: string;
}

export interface ExplanationAnswer {
  readonly state: string;
  readonly revision: number;
  readonly reasons: readonly ReasonAnswer[];
  readonly sis: { readonly assignmentId: string } | null;
  readonly traceId: string | null;
  readonly attempts: readonly { readonly traceId: string | null; readonly requests: readonly unknown[] }[];
  readonly scores: readonly {
    readonly scoreId: string;
    readonly state: string;
    readonly points: number | null;
    readonly reasons: readonly ReasonAnswer[];
    readonly notices: readonly ReasonAnswer[];
    readonly sentAt: string | null;
  }[];
}

export interface PreviewAnswer {
  readonly units: Readonly<Record<'create' | 'update' | 'scoresOnly' | 'none' | 'held', number>>;
  readonly scores: Readonly<Record<'send' | 'keep' | 'held', number>>;
  readonly reasons: Readonly<Record<string, number>>;
}

const POLL_MS = 100;

/** Calls the console API as a script of a district would. Throws with the answer where a call fails. */
export class ConsoleClient {
  readonly url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.url = url;
    this.#token = token;
  }

  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${text.slice(0, 500)}`);
    return JSON.parse(text) as T;
  }

  explain(districtId: string, sectionAssessmentId: string): Promise<ExplanationAnswer> {
    return this.call('GET', `/v1/districts/${districtId}/section-assessments/${sectionAssessmentId}`);
  }

  preview(districtId: string): Promise<PreviewAnswer> {
    return this.call('GET', `/v1/districts/${districtId}/preview`);
  }

  async startRun(districtId: string): Promise<string> {
    return (await this.call<{ runId: string }>('POST', `/v1/districts/${districtId}/runs`)).runId;
  }

  run(districtId: string, runId: string): Promise<RunAnswer> {
    return this.call('GET', `/v1/districts/${districtId}/runs/${runId}`);
  }

  /** Waits until a run is finished, telling how far it is; throws after `limitMs`. */
  async untilFinished(
    districtId: string,
    runId: string,
    options: { limitMs: number; onProgress?: (run: RunAnswer) => void },
  ): Promise<RunAnswer> {
    const end = Date.now() + options.limitMs;
    for (;;) {
      const run = await this.run(districtId, runId);
      if (run.state === 'finished') return run;
      if (Date.now() > end)
        throw new Error(`run ${runId} is not finished after ${options.limitMs} ms: ${JSON.stringify(run)}`);
      options.onProgress?.(run);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
}
