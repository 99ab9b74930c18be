import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const SERVICES = ['console', 'delivery', 'grading-periods', 'ingestion', 'notifications', 'rules'];
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
  const held = [...SERVICES.map((name) => `services/${name}`), 'web'].flatMap((folder) => ['--workspace', folder]);
  const args = [
    'sbom',
    '--sbom-format',
    'cyclonedx',
    '--sbom-type',
    'application',
    '--omit',
    'dev',
    '--package-lock-only',
  ];
  const options = { cwd: workspace, timeout: TIMEOUT_MS, maxBuffer: MAX_BYTES };
  const { stdout } = await promisify(execFile)('npm', [...args, ...held], options);
  return stdout;
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
