import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import semver from 'semver';
import { type BillOfMaterials, foreignComponents } from './bill-of-materials.ts';

const TIMEOUT_MS = 120_000;
const MAX_BYTES = 32 * 1024 * 1024;

/** By package: as the registry's bulk advisory endpoint answers. */
export type Advisories = Readonly<
  Record<
    string,
    readonly {
      readonly title: string;
      readonly severity: string;
      readonly vulnerable_versions: string;
      readonly url?: string;
    }[]
  >
>;

export interface Checked {
  /** Where the advisories came from. */
  readonly source: string;
  /** Packages of ours that one of them is about; null: they could not be had. */
  readonly found: readonly string[] | null;
}

/** What `npm audit` says of production dependencies; null where it cannot be reached. */
export async function askNpm(workspace: string): Promise<Checked | null> {
  const text = await new Promise<string>((resolve) => {
    const options = { cwd: workspace, timeout: TIMEOUT_MS, maxBuffer: MAX_BYTES };
    // It ends with 1 where it found something: what it printed says what.
    execFile('npm', ['audit', '--omit', 'dev', '--json'], options, (_error, stdout) => resolve(stdout));
  });
  const answer = parsed(text) as { vulnerabilities?: Record<string, { severity: string; range: string }> } | null;
  if (answer?.vulnerabilities === undefined) return null;
  const found = Object.entries(answer.vulnerabilities).map(
    ([name, { severity, range }]) => `${name} ${range}: ${severity}`,
  );
  return { source: 'npm audit', found };
}

/** The same from a file that was fetched elsewhere. Throws an error for one that holds no advisories. */
export async function readFileOf(file: string, bill: BillOfMaterials): Promise<Checked> {
  const advisories = parsed(await readFile(file, 'utf8'));
  if (typeof advisories !== 'object' || advisories === null || Array.isArray(advisories))
    throw new Error(`${file} is not a JSON object of advisories by package`);
  return { source: file, found: vulnerable(bill, advisories as Advisories) };
}

export function vulnerable(bill: BillOfMaterials, advisories: Advisories): string[] {
  return foreignComponents(bill).flatMap(({ purl, version }) => {
    const name = decodeURIComponent(purl.slice('pkg:npm/'.length, purl.lastIndexOf('@')));
    const hits = (advisories[name] ?? []).filter((one) =>
      semver.satisfies(version, one.vulnerable_versions, { includePrerelease: true }),
    );
    return hits.map(({ title, severity }) => `${name}@${version}: ${severity}: ${title}`);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
