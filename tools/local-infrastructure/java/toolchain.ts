import path from 'node:path';
import { runTool } from '../process/run-tool.ts';

/** Kafka 4 needs it for its broker. */
const LOWEST_JAVA = 17;

export interface Toolchain {
  readonly java: string;
  readonly javac: string;
  readonly maven: string;
}

let found: Promise<Toolchain | string> | undefined;

/** The JDK (`JAVA_HOME`, or the PATH) and Maven; a sentence that says what is missing where they are not there. */
export function findToolchain(): Promise<Toolchain | string> {
  found ??= lookForToolchain();
  return found;
}

async function lookForToolchain(): Promise<Toolchain | string> {
  const home = process.env['JAVA_HOME'];
  const tool = (name: string): string => (home === undefined || home === '' ? name : path.join(home, 'bin', name));
  const toolchain = { java: tool('java'), javac: tool('javac'), maven: 'mvn' };
  try {
    // As in `javac 17.0.15` or `javac 21`.
    const major = Number(/javac (\d+)/.exec(await runTool(toolchain.javac, ['-version']))?.[1] ?? 0);
    if (major < LOWEST_JAVA) return `a JDK of at least ${LOWEST_JAVA} is needed, and ${toolchain.javac} is ${major}`;
  } catch {
    return `no JDK: ${toolchain.javac} does not run`;
  }
  try {
    await runTool(toolchain.maven, ['--version']);
  } catch {
    return 'no Maven: mvn does not run';
  }
  return toolchain;
}
