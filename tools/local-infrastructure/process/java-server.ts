import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Kafka takes about 5 s on two cores with nothing else to do; tests of several projects may share them. */
const START_LIMIT_MS = 90_000;
const DEATH_LIMIT_MS = 10_000;
const POLL_MS = 50;
const LOG_TAIL_CHARACTERS = 3_000;

export interface JavaServerOptions {
  readonly name: string;
  readonly java: string;
  /** Options of the JVM, then the main class, then its arguments. */
  readonly parameters: readonly string[];
  readonly logFile: string;
  /** Removed by the server itself when this process dies. */
  readonly dataFolder: string;
  /** Whether it answers on its port. */
  readonly answers: () => Promise<boolean>;
}

export interface JavaServer {
  readonly pid: number;
  /** SIGKILL; resolves once the process is gone. */
  kill(): Promise<void>;
}

/**
 * Starts a server under `Supervised` (it dies with this process) and waits until it answers.
 * Throws with the end of the server's log when it exits or does not answer within 90 s.
 */
export async function startJavaServer(options: JavaServerOptions): Promise<JavaServer> {
  await mkdir(path.dirname(options.logFile), { recursive: true });
  const log = await open(options.logFile, 'a');
  const child = spawn(
    options.java,
    [`-Dsupervised.data=${options.dataFolder}`, ...options.parameters],
    // A process group of its own, so that Ctrl-C reaches only this process, which then stops the server.
    { stdio: ['pipe', log.fd, log.fd], detached: true },
  );
  // Rejects when the program itself cannot be run.
  const spawned = once(child, 'spawn');
  try {
    await spawned;
    await untilAnswering(child, options);
  } catch (error) {
    if (child.pid !== undefined) await kill(child);
    throw error;
  } finally {
    await log.close();
  }
  letGo(child);
  return { pid: child.pid ?? 0, kill: () => kill(child) };
}

async function untilAnswering(child: ChildProcess, options: JavaServerOptions): Promise<void> {
  const deadline = performance.now() + START_LIMIT_MS;
  while (!(await options.answers())) {
    const gone = child.exitCode !== null || child.signalCode !== null;
    if (gone || performance.now() > deadline) {
      const what = gone
        ? `ended with ${child.exitCode ?? child.signalCode}`
        : `did not answer within ${START_LIMIT_MS} ms`;
      const tail = (await readFile(options.logFile, 'utf8')).slice(-LOG_TAIL_CHARACTERS);
      throw new Error(`${options.name} ${what}. The end of ${options.logFile}:\n${tail}`);
    }
    await sleep(POLL_MS);
  }
}

/** A running server must not keep this process from ending; it ends with it. */
function letGo(child: ChildProcess): void {
  child.unref();
  if (child.stdin !== null && 'unref' in child.stdin && typeof child.stdin.unref === 'function') child.stdin.unref();
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit', { signal: AbortSignal.timeout(DEATH_LIMIT_MS) });
  child.ref();
  child.kill('SIGKILL');
  await exited;
}
