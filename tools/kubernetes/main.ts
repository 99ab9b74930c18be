import { overlayFaults } from './checks/overlay-faults.ts';
import { findBuilder, overlays } from './manifests/build-overlay.ts';
import { writePrometheusRule } from './manifests/prometheus-rule.ts';

// `npm run kubernetes -- rules`: writes what is made from other files. `npm run kubernetes -- build`: builds every overlay and checks it.
// Ends with 1 where something is wrong, with 2 where nobody could say.
const [command] = process.argv.slice(2);

switch (command) {
  case 'rules':
    end(0, await writePrometheusRule());
    break;
  case 'build':
    await build();
    break;
  default:
    end(2, 'rules or build?');
}

async function build(): Promise<void> {
  const builder = await findBuilder();
  if (builder === null) return end(2, 'NOT CHECKED: neither kustomize nor kubectl is here');
  for (const overlay of await overlays()) {
    const manifests = await builder(overlay);
    const faults = overlayFaults(manifests);
    end(
      faults.length === 0 ? 0 : 1,
      `${overlay}: ${manifests.length} objects${faults.map((fault) => `\n  ${fault}`).join('')}`,
    );
  }
}

function end(code: number, line: string): void {
  process.stdout.write(`${line}\n`);
  process.exitCode = Math.max(code, Number(process.exitCode ?? 0));
}
