import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import path from 'node:path';

const workspace = path.resolve(import.meta.dirname, '../../..');
const READY_LIMIT_MS = 60_000;
const EXIT_LIMIT_MS = 30_000;

/** Below what Linux and macOS give to outgoing connections, so that none has a port by the time that a process starts, or starts again. */
const PORTS = { from: 12_000, to: 32_000 } as const;
const PORT_TRIES = 100;

/** Ports that were free a moment ago. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listenSomewhere));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

async function listenSomewhere(): Promise<Server> {
  for (let tries = 1; ; tries += 1) {
    const server = createServer().listen(randomInt(PORTS.from, PORTS.to), '127.0.0.1');
    try {
      await once(server, 'listening');
      return server;
    } catch (error) {
      if (tries === PORT_TRIES) throw error;
    }
  }
}

/** A program of the workspace as a process of its own, its output kept for when something fails. */
export class Program {
  readonly #child: ChildProcess;
  readonly #name: string;
  #output = '';

  constructor(program: string, args: readonly string[], env: Readonly<Record<string, string>>) {
    this.#name = program;
    const { PATH = '', HOME = '', NODE_COMPILE_CACHE } = process.env;
    // What stands there of the code spares each start half of its time.
    const inherited = { PATH, HOME, ...(NODE_COMPILE_CACHE !== undefined && { NODE_COMPILE_CACHE }) };
    this.#child = spawn(
      process.execPath,
      ['--disable-warning=TimeoutNegativeWarning', path.join(workspace, program), ...args],
      {
        cwd: workspace,
        env: { ...inherited, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#output = (this.#output + text).slice(-200_000)));
    }
  }

  get output(): string {
    return this.#output;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Waits until `url` answers 200; throws with the output when the process ends or the limit passes first. */
  async untilReady(url: string): Promise<void> {
    const end = Date.now() + READY_LIMIT_MS;
    for (;;) {
      if (this.#child.exitCode !== null)
        throw new Error(`${this.#name} ended with ${this.#child.exitCode}:\n${this.#output}`);
      const ready = await fetch(url).then(
        (response) => response.ok,
        () => false,
      );
      if (ready) return;
      if (Date.now() > end) throw new Error(`${this.#name} is not ready at ${url}:\n${this.#output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Sends a signal and waits for the end; gives the exit code, or null when the signal ended it. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return this.#child.exitCode;
    this.#child.kill(signal);
    return this.exit();
  }

  /** Stands still, with all that it has open, until it goes on. */
  pause(): void {
    this.#child.kill('SIGSTOP');
  }

  goOn(): void {
    this.#child.kill('SIGCONT');
  }

  /** Waits for the end by itself. */
  async exit(limitMs: number = EXIT_LIMIT_MS): Promise<number | null> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return this.#child.exitCode;
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), limitMs);
    await once(this.#child, 'exit');
    clearTimeout(timer);
    return this.#child.exitCode;
  }
}
