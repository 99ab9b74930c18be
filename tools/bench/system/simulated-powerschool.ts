import type { PowerSchoolRoster } from '@passback/simulators';
import { CLIENT } from '../district/districts-file.ts';
import { Program } from './program.ts';

export interface CallCounts {
  readonly reads: number;
  /** Calls that change the gradebook. */
  readonly writes: number;
  readonly tokens: number;
  readonly byRoute: Readonly<Record<string, number>>;
}

export interface ThrottleCounts {
  readonly permitted: number;
  readonly violations: number;
  /** Permitted requests ÷ the slots between the first and the last of them. */
  readonly shareOfSlotsUsed: number;
}

/** The PowerSchool simulator as a process of its own, so that what it does is not counted as the system's work. */
export class SimulatedPowerSchool implements AsyncDisposable {
  readonly #program: Program;
  readonly url: string;

  private constructor(program: Program, url: string) {
    this.#program = program;
    this.url = url;
  }

  static async start(): Promise<SimulatedPowerSchool> {
    const program = new Program({
      file: 'libs/simulators/powerschool/main.ts',
      args: ['--port', '0', '--empty', '--time-zone', 'UTC'],
      env: {
        POWERSCHOOL_SIMULATOR_CLIENT_ID: CLIENT.clientId,
        POWERSCHOOL_SIMULATOR_CLIENT_SECRET: CLIENT.clientSecret,
      },
    });
    try {
      const [, url = ''] = await program.untilSays(/PowerSchool at (http:\/\/[\d.:]+)/);
      return new SimulatedPowerSchool(program, url);
    } catch (error) {
      await program.stop();
      throw error;
    }
  }

  get pid(): number {
    return this.#program.pid;
  }

  async seed(roster: PowerSchoolRoster): Promise<void> {
    await this.#control('POST', 'seed', roster);
  }

  /** Least time between two requests; counts violations anew. */
  async throttle(intervalMs: number): Promise<void> {
    await this.#control('POST', 'throttle', { intervalMs });
  }

  /** How long each answer takes, and the least time between two requests. */
  async beSlow({ delayMs, intervalMs }: { readonly delayMs: number; readonly intervalMs: number }): Promise<void> {
    await this.#control('DELETE', 'faults');
    if (delayMs > 0) await this.#control('POST', 'faults', { action: { kind: 'delay', ms: delayMs } });
    await this.throttle(intervalMs);
  }

  async throttleCounts(): Promise<ThrottleCounts> {
    return (await this.#control('GET', 'throttle')) as ThrottleCounts;
  }

  async callCounts(): Promise<CallCounts> {
    return (await this.#control('GET', 'requests')) as CallCounts;
  }

  async forgetCalls(): Promise<void> {
    await this.#control('DELETE', 'requests');
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#program.stop();
  }

  async #control(method: string, path: string, body?: unknown): Promise<unknown> {
    const init =
      body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(`${this.url}/_control/${path}`, { method, ...init });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${text.slice(0, 500)}`);
    return text === '' ? null : (JSON.parse(text) as unknown);
  }
}
