import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { runTool } from '@passback/local-infrastructure';

const VERSION = '4.5.0';
/** A later one lacks what Schemathesis' part for JSON schemas calls. */
const HYPOTHESIS = 'hypothesis==6.148.0';
const FOLDER = path.resolve(import.meta.dirname, '../../../.cache', `schemathesis-${VERSION}`);
const INSTALL_LIMIT_MS = 5 * 60_000;

/**
 * Schemathesis in a Python environment of its own below `.cache`: the program's path. Null, said loudly, where there is no Python or it
 * cannot be installed; with `REQUIRE_INTEGRATION=1` it throws instead.
 */
export async function prepareSchemathesis(): Promise<string | null> {
  const program = path.join(FOLDER, 'bin/schemathesis');
  if (existsSync(program)) return program;
  try {
    // A Python environment cannot be moved, so it is made in place, and what another try left is removed.
    await rm(FOLDER, { recursive: true, force: true });
    await runTool('python3', ['-m', 'venv', FOLDER], INSTALL_LIMIT_MS);
    const pip = [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      `schemathesis==${VERSION}`,
      HYPOTHESIS,
    ];
    await runTool(path.join(FOLDER, 'bin/python'), pip, INSTALL_LIMIT_MS);
    return program;
  } catch (error) {
    await rm(FOLDER, { recursive: true, force: true });
    if (process.env['REQUIRE_INTEGRATION'] === '1') throw error;
    process.stderr.write(
      `\nSchemathesis is not here and cannot be installed: the APIs are NOT fuzzed.\n${String(error)}\n\n`,
    );
    return null;
  }
}
