import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { OpenApi } from './openapi.fixture.ts';

/** Requests of each kind for each call: enough to find what is undocumented, little enough for a minute or two a role. */
const EXAMPLES = 10;
const RUN_LIMIT_MS = 10 * 60_000;
const REQUEST_LIMIT_S = 20;
const OUTPUT_LIMIT = 60_000;

const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
];

/** Schemathesis knows no NDJSON: a list is a line each, and anything else a line of its own. */
const HOOKS = `import json
import schemathesis

@schemathesis.serializer("application/x-ndjson")
def lines(context, value):
    entries = value if isinstance(value, list) else [value]
    return "".join(json.dumps(entry) + "\\n" for entry in entries).encode()
`;

export interface Fuzzing {
  /** Where the document and what Schemathesis writes go. */
  readonly folder: string;
  readonly name: string;
  /** Of a service on this machine. */
  readonly url: string;
  readonly document: OpenApi;
  readonly token: string;
  /** Further options, as `--include-method PUT`. */
  readonly options?: readonly string[];
}

export interface FuzzResult {
  /** 0: nothing was found. */
  readonly code: number | null;
  readonly output: string;
}

/** Sends what the document allows and what it does not, and checks every answer against it; the same requests each time. */
export async function fuzz(program: string, fuzzing: Fuzzing): Promise<FuzzResult> {
  const { folder, name, url, document, token, options = [] } = fuzzing;
  if (new URL(url).hostname !== '127.0.0.1') throw new Error('only services on this machine are fuzzed');
  const file = path.join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(document));
  writeFileSync(path.join(folder, 'hooks.py'), HOOKS);
  const given = [
    ...['run', file, '--url', url, '--header', `Authorization: Bearer ${token}`],
    ...['--checks', CHECKS.join(','), '--phases', 'examples,coverage,fuzzing', '--max-examples', String(EXAMPLES)],
    ...['--request-timeout', String(REQUEST_LIMIT_S), '--generation-deterministic'],
    ...['--continue-on-failure', '--workers', '1', '--no-color', '--no-shrink', '--suppress-health-check', 'all'],
    ...['--output-truncate', 'true', '--warnings', 'off', ...options],
  ];
  // Without the environment's proxies and credentials: it goes to this machine alone.
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, NO_PROXY: '*', SCHEMATHESIS_HOOKS: 'hooks' };
  const child = spawn(program, given, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-OUTPUT_LIMIT)));
  const timer = setTimeout(() => child.kill('SIGKILL'), RUN_LIMIT_MS);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  return { code, output };
}
