import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { askNpm, readFileOf } from './advisories.ts';
import { billOfMaterials, foreignComponents, parseBill } from './bill-of-materials.ts';
import { unallowed } from './licences.ts';

// `npm run sbom [-- FILE]`, `npm run licences`, `npm run advisories [-- FILE]`: what the image holds of other people's packages.
// Ends with 1 where something is wrong with it, with 2 where nobody could say.
const workspace = path.resolve(import.meta.dirname, '..', '..');
const [command, file] = process.argv.slice(2);

const text = await billOfMaterials(workspace);
const bill = parseBill(text);
const packages = `${foreignComponents(bill).length} packages`;

switch (command) {
  case 'sbom': {
    const to = path.resolve(workspace, file ?? 'sbom.cdx.json');
    await writeFile(to, text);
    end(0, `${to}: ${packages}`);
    break;
  }
  case 'licences': {
    const wrong = unallowed(bill);
    end(wrong.length === 0 ? 0 : 1, wrong.length === 0 ? `${packages}, all under allowed licences` : wrong.join('\n'));
    break;
  }
  case 'advisories': {
    const checked = file === undefined ? await askNpm(workspace) : await readFileOf(path.resolve(file), bill);
    if (checked?.found == null)
      end(2, 'NOT CHECKED: npm audit cannot be reached here; give a file of advisories: npm run advisories -- FILE');
    else if (checked.found.length === 0) end(0, `${packages}, none with a known vulnerability (by ${checked.source})`);
    else end(1, `by ${checked.source}:\n${checked.found.join('\n')}`);
    break;
  }
  default:
    end(2, 'sbom, licences or advisories?');
}

function end(code: number, line: string): void {
  process.stdout.write(`${line}\n`);
  process.exitCode = code;
}
