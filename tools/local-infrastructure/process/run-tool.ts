import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Maven may have to fetch 45 MB over a slow line. */
const TOOL_TIMEOUT_MS = 5 * 60_000;
const OUTPUT_LIMIT_BYTES = 4 * 1024 * 1024;

/**
 * Runs a command-line tool to its end and gives what it printed, both streams together.
 * Throws with the end of its output when it fails or takes over `limitMs`, five minutes where it is left out.
 */
export async function runTool(
  command: string,
  parameters: readonly string[],
  limitMs: number = TOOL_TIMEOUT_MS,
): Promise<string> {
  try {
    const { stdout, stderr } = await run(command, [...parameters], {
      timeout: limitMs,
      killSignal: 'SIGKILL',
      maxBuffer: OUTPUT_LIMIT_BYTES,
    });
    return `${stdout}${stderr}`;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${parameters.slice(0, 3).join(' ')} … failed: ${`${stdout}${stderr}`.slice(-2_000)}`, {
      cause: error,
    });
  }
}
