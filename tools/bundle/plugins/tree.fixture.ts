import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A workspace of a few files, to be bundled. */
export class Tree {
  readonly folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'bundle-')));

  constructor(files: Readonly<Record<string, string>>) {
    for (const [name, text] of Object.entries({ 'package-lock.json': '{"packages":{}}', ...files })) {
      const file = path.join(this.folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }

  /** Bundles `<entry>.ts` into `dist/<entry>.js`. */
  bundle(...entries: readonly string[]): void {
    const program = path.join(import.meta.dirname, 'bundle-tree.process.fixture.ts');
    execFileSync(process.execPath, [program, this.folder, ...entries], { stdio: 'pipe' });
  }

  /** What a file in `folder`, where this one may have been moved to, prints; read as JSON. */
  run(file: string, folder = this.folder): unknown {
    return JSON.parse(execFileSync(process.execPath, [path.join(folder, file)], { encoding: 'utf8' }));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
