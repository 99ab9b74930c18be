// eslint-disable-next-line no-restricted-imports -- the floor is what bare SQLite does, without our adapters
import { DatabaseSync } from 'node:sqlite';
import type { BenchDistrict } from '../district/bench-district.ts';
import { type FloorMessage, floorMessages, inBatches } from './messages.ts';

// The floor on SQLite, a process of its own: `sqlite-writer.ts <log file> <units file>`; is sent a district, sends back the seconds.
// As durable as what it is compared with: every batch is flushed to disk in the log and again in the table of units.
const PRAGMAS = 'pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 16000;';

const [logFile = '', unitsFile = ''] = process.argv.slice(2);
const log = new DatabaseSync(logFile);
log.exec(`${PRAGMAS} create table log (position integer primary key, key text not null, value blob not null) strict`);
const units = new DatabaseSync(unitsFile);
units.exec(`${PRAGMAS} create table units (id text primary key, value blob not null) strict`);

const append = log.prepare('insert into log (key, value) values (?, ?)');
const readAfter = log.prepare('select position, key, value from log where position > ? order by position limit ?');
const upsert = units.prepare(
  'insert into units (id, value) values (?, ?) on conflict (id) do update set value = excluded.value',
);
let read = 0;

function inTransaction(database: DatabaseSync, work: () => void): void {
  database.exec('begin immediate');
  work();
  database.exec('commit');
}

function store(batch: readonly FloorMessage[]): void {
  inTransaction(log, () => batch.forEach(({ key, value }) => append.run(key, value)));
  const rows = readAfter.all(read, batch.length);
  inTransaction(units, () => rows.forEach(({ key, value }) => upsert.run(key ?? null, value ?? null)));
  read = Number(rows.at(-1)?.['position'] ?? read);
}

process.on('message', (district: BenchDistrict) => {
  const batches = inBatches(floorMessages(district));
  const begin = performance.now();
  batches.forEach(store);
  process.send?.({ seconds: (performance.now() - begin) / 1_000 });
});
// The channel alone keeps this process alive.
process.channel?.ref();
process.once('SIGTERM', () => process.exit(0));
process.stdout.write('ready\n');
