import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { until } from './until.ts';
import { THIS_VERSION, type Version } from './version.ts';

const READY_LIMIT_MS = 60_000;
/** A CPU profile of a minute takes some seconds to write. */
const EXIT_LIMIT_MS = 30_000;
/** A process may be busy with a batch. */
const ANSWER_LIMIT_MS = 10_000;
/** Enough for the error that ended it. */
const OUTPUT_CHARACTERS = 50_000;

export interface ProgramOptions {
  /** Path below the folder of the version. */
  readonly file: string;
  /** Of which version; left out: of this one. */
  readonly version?: Version;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Folder for a CPU profile, written when it ends; null or left out: none is taken. */
  readonly profile?: string | null;
  /** Files below this version that are loaded before it. */
  readonly preload?: readonly string[];
}

/** A program of a version as a process of its own. It ends with this process at the latest. */
export class Program {
  readonly #child: ChildProcess;
  readonly #file: string;
  #output = '';

  constructor({ file, version = THIS_VERSION, args = [], env = {}, profile = null, preload = [] }: ProgramOptions) {
    this.#file = file;
    const { folder } = version;
    const { PATH = '', HOME = '', NODE_COMPILE_CACHE } = process.env;
    const inherited = { PATH, HOME, ...(NODE_COMPILE_CACHE !== undefined && { NODE_COMPILE_CACHE }) };
    const profiling = profile === null ? [] : ['--cpu-prof', '--cpu-prof-dir', path.resolve(profile)];
    this.#child = spawn(
      process.execPath,
      [
        '--disable-warning=TimeoutNegativeWarning',
        ...profiling,
        ...[...preload, 'tools/end-with-parent.mjs'].flatMap((each) => [
          '--import',
          path.join(THIS_VERSION.folder, each),
        ]),
        path.join(folder, file),
        ...args,
      ],
      { cwd: folder, env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
    );
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream
        ?.setEncoding('utf8')
        .on('data', (text: string) => (this.#output = (this.#output + text).slice(-OUTPUT_CHARACTERS)));
    }
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error(`${this.#file} could not be started`);
    return this.#child.pid;
  }

  /** Its last output, for when something fails. */
  get output(): string {
    return this.#output;
  }

  /** Waits until `url` answers 200; throws with the output when the process ends or a minute passes first. */
  untilReady(url: string): Promise<void> {
    return this.#until(`${this.#file} to be ready at ${url}`, () =>
      fetch(url).then(
        async (response) => ((await response.arrayBuffer(), response.ok) ? true : null),
        () => null,
      ),
    ).then(() => undefined);
  }

  /** Waits until the output matches; gives the match. */
  untilSays(pattern: RegExp): Promise<RegExpExecArray> {
    return this.#until(`${this.#file} to say ${String(pattern)}`, async () => pattern.exec(this.#output));
  }

  /** Told of each message that the program sends with `process.send`. */
  onMessage(listener: (message: unknown) => void): void {
    this.#child.on('message', listener);
  }

  send(message: object): void {
    this.#child.send(message);
  }

  /** Sends a message; gives the next one that comes back, which is the answer of a program that sends nothing by itself. */
  async ask(message: object): Promise<unknown> {
    const answer = once(this.#child, 'message', { signal: AbortSignal.timeout(ANSWER_LIMIT_MS) });
    this.#child.send(message);
    return ((await answer) as unknown[])[0];
  }

  /** SIGTERM; SIGKILL after half a minute. Resolves once it has ended. */
  async stop(): Promise<void> {
    if (this.#hasEnded()) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), EXIT_LIMIT_MS);
    await ended;
    clearTimeout(timer);
  }

  #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  async #until<T>(what: string, ask: () => Promise<T | null>): Promise<T> {
    try {
      return await until(what, READY_LIMIT_MS, async () => {
        if (this.#hasEnded()) throw new Error(`${this.#file} ended with ${this.#child.exitCode}`);
        return ask();
      });
    } catch (error) {
      throw new Error(`${String(error)}\n${this.#output}`, { cause: error });
    }
  }
}
