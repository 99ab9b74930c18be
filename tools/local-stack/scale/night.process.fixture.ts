// A night of many districts in a process of its own, so that its memory is that of the night. `fill <folder> <districts> <units>` makes the
// ledger; `play <folder> <districts> <units> <lanes>` plays the night and says on stdout, as JSON, what it came to (`Figures`). With
// `--expose-gc`.
import path from 'node:path';
import { openLedger } from '@passback/ledger';
import { playNight } from './night.fixture.ts';
import { fillLedger } from './fill.fixture.ts';
import { figuresOf, HeapWatch } from './figures.fixture.ts';
import { scaleDistricts } from './many-districts.fixture.ts';

const [, , what, folder = '', ...numbers] = process.argv;
const [districtCount = 0, units = 0, lanes = 1] = numbers.map(Number);
const districts = scaleDistricts(districtCount, units);

if (what === 'fill') {
  const ledger = await openLedger({ url: `sqlite:${path.join(folder, 'ledger.db')}` });
  await fillLedger(ledger, districts);
  await ledger.close();
} else {
  // Each unit is planned and written.
  const watch = new HeapWatch(2 * units);
  const began = performance.now();
  const night = await playNight(folder, districts, lanes, (unitsDone) => watch.look(unitsDone));
  const tookSeconds = (performance.now() - began) / 1_000;
  const figures = await figuresOf(night, districts, watch, tookSeconds);
  await night.close();
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}
