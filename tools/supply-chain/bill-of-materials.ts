import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Lockfile, productionPackages } from './production-packages.ts';

const SERVICES = ['console', 'delivery', 'grading-periods', 'ingestion', 'notifications', 'rules'];
const PAGE = 'web';
const TIMEOUT_MS = 60_000;
const MAX_BYTES = 32 * 1024 * 1024;

/** The parts of a CycloneDX document that are looked at here. */
export interface BillOfMaterials {
  readonly bomFormat: 'CycloneDX';
  readonly specVersion: string;
  readonly components: readonly Component[];
}

export interface Component {
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly licenses?: readonly (
    { readonly license: { readonly id?: string; readonly name?: string } } | { readonly expression: string }
  )[];
}

/**
 * What the services' image holds of packages, those within the page for browsers among them, by the lockfile alone: no tools, no
 * simulators. As CycloneDX text. Throws what npm fails with.
 */
export async function billOfMaterials(workspace: string): Promise<string> {
  const [manifest, lockfile] = await Promise.all(
    ['package.json', 'package-lock.json'].map(async (name) => readFile(path.join(workspace, name), 'utf8')),
  );
  const { name, version, description, license } = JSON.parse(manifest ?? '') as Record<string, string>;
  const whole = JSON.parse(lockfile ?? '') as Lockfile;
  const workspaces = [...SERVICES.map((service) => `services/${service}`), PAGE];
  const root = { name, version, description, license, workspaces };
  // npm's own `--omit dev` also leaves out what is needed in production where a workspace has it for development, so it is shown nothing else.
  const packages = { '': root, ...productionPackages(whole.packages, workspaces) };
  const folder = await mkdtemp(path.join(tmpdir(), 'passback-bill-'));
  try {
    // npm calls what the bill is about as its folder is called.
    const cwd = path.join(folder, path.basename(name ?? ''));
    await mkdir(cwd);
    await writeFile(path.join(cwd, 'package.json'), JSON.stringify(root));
    await writeFile(path.join(cwd, 'package-lock.json'), JSON.stringify({ ...whole, packages }));
    const args = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'];
    const { stdout } = await promisify(execFile)('npm', args, { cwd, timeout: TIMEOUT_MS, maxBuffer: MAX_BYTES });
    return stdout;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Throws an error for a document that is none or is empty. */
export function parseBill(text: string): BillOfMaterials {
  const bill = JSON.parse(text) as BillOfMaterials;
  const isWhole = bill.bomFormat === 'CycloneDX' && Array.isArray(bill.components) && bill.components.length > 0;
  if (!isWhole) throw new Error('npm sbom gave no CycloneDX document with components');
  return bill;
}

/** Packages of others: our own workspaces are under the repository's licence. */
export function foreignComponents({ components }: BillOfMaterials): readonly Component[] {
  return components.filter(({ purl }) => !purl.startsWith('pkg:npm/%40passback/'));
}
