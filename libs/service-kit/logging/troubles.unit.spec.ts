import { afterEach, expect, it } from '@jest/globals';
import { InMemoryMetricExporter, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { METRICS, startTelemetry, type Telemetry } from '@passback/telemetry';
import { Troubles } from './troubles.ts';

let said: unknown[] = [];
let telemetry: Telemetry | null = null;
afterEach(() => telemetry?.shutdown(1_000));

function troublesOf(): Troubles {
  said = [];
  return new Troubles('clock', { warn: (fields: unknown) => void said.push(fields) } as never, 'it went wrong');
}

it('says each kind once until all is well', () => {
  const troubles = troublesOf();
  const [away, wrong] = [new Error('away'), new Error('wrong')];
  for (let n = 0; n < 3; n++) {
    troubles.met(away);
    troubles.met(away, { district: 'lincoln' });
    troubles.met(wrong);
  }
  const kinds = [{ err: away }, { err: away, district: 'lincoln' }, { err: wrong }];
  expect(said).toEqual(kinds);
  troubles.over();
  troubles.met(away);
  expect(said).toEqual([...kinds, { err: away }]);
});

it('says again what is over for some ids, and nothing of the others', () => {
  const troubles = troublesOf();
  const away = new Error('away');
  const metAll = (): void => {
    for (const district of ['lincoln', 'lincoln-east']) troubles.met(away, { district });
  };
  metAll();
  troubles.over({ district: 'lincoln' });
  metAll();
  expect(said.slice(2)).toEqual([{ err: away, district: 'lincoln' }]);
});

it('counts every one of them, said or not', async () => {
  const exporter = new InMemoryMetricExporter(1);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 60_000 });
  telemetry = await startTelemetry('spec', {}, { metricReaders: [reader] });
  const troubles = troublesOf();
  for (let n = 0; n < 3; n++) troubles.met(new Error('away'));
  await reader.forceFlush();
  const metrics = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
  const counted = metrics.find(({ descriptor }) => descriptor.name === METRICS.backgroundErrors.name);
  expect(counted?.dataPoints.map(({ value, attributes }) => [value, attributes])).toEqual([
    [3, { 'passback.task': 'clock' }],
  ]);
});

it('remembers no more kinds than it may', () => {
  const troubles = troublesOf();
  for (let n = 0; n <= 1_000; n++) troubles.met(new Error(String(n)));
  troubles.met(new Error('0'));
  expect(said).toHaveLength(1_002);
});
