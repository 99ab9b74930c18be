import {
  type GradebookColumn,
  powerSchoolRosterOf,
  type Roster,
  SCHOOL_WITHOUT_ANSWER,
  type TeacherEdit,
} from '@passback/simulators';

/** The simulated PowerSchool's control API: what only the owner of the simulation may do. */
export class PowerSchoolControl {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async seed(roster: Roster): Promise<void> {
    await this.#call('POST', '/_control/seed', powerSchoolRosterOf(roster));
    await this.failTerms();
  }

  /** Terms of one school cannot be had. */
  async failTerms(): Promise<void> {
    for (const route of [
      `/ws/v1/school/${SCHOOL_WITHOUT_ANSWER}/term`,
      `/api/ims/oneroster/v1p1/schools/${SCHOOL_WITHOUT_ANSWER}/*`,
    ]) {
      await this.#call('POST', '/_control/faults', { match: { route }, action: { kind: 'status', status: 500 } });
    }
  }

  async edit(edits: readonly TeacherEdit[]): Promise<void> {
    if (edits.length > 0) await this.#call('POST', '/_control/edits', edits);
  }

  /** Every column with its filled cells, by section and title. */
  async gradebook(): Promise<Record<string, GradebookColumn>> {
    return (await this.#call('GET', '/_control/gradebook')) as Record<string, GradebookColumn>;
  }

  /** Requests so far that could change the gradebook. */
  async writeCalls(): Promise<number> {
    return ((await this.#call('GET', '/_control/requests')) as { writes: number }).writes;
  }

  async #call(method: string, path: string, body?: unknown): Promise<unknown> {
    const init =
      body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(this.#url + path, { method, ...init });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${text.slice(0, 500)}`);
    return text === '' ? null : JSON.parse(text);
  }
}
