import { runBrokerCommand } from '@passback/service-host';
import { goThroughLetters } from './replay/go-through-letters.ts';

const USAGE = `npm run dead-letters -- list     what was put aside, a line each, and what becomes of it
npm run dead-letters -- replay   gives what can be read now back to its topic; can be repeated
`;

// What a newer version of rules can read it takes in by itself. This is for what was mended otherwise: a district that was not known, a
// fault of this program.
const [command, ...others] = process.argv.slice(2);
if ((command !== 'list' && command !== 'replay') || others.length > 0) {
  process.stderr.write(USAGE);
  process.exit(2);
}
await runBrokerCommand(
  'dead-letters',
  async (resources) => {
    const counts = await goThroughLetters(resources, {
      isReplay: command === 'replay',
      say: (line) => void process.stdout.write(`${line}\n`),
    });
    process.stdout.write(`${JSON.stringify(counts)}\n`);
    return 0;
  },
  { isSilent: true },
);
