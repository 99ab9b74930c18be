import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { buildDistrict, type PowerSchoolSimulator, startPowerSchool } from '@passback/simulators';
import { METRICS } from '@passback/telemetry';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { CLIENT, removeTemporaryFolders, temporaryFolder, writeDistricts } from '../testing/districts.fixture.ts';
import { Play } from '../testing/play.fixture.ts';
import { oneProcess, type System } from '../testing/system.fixture.ts';
import { OtlpReceiver } from './otlp/receiver.fixture.ts';

/** Fewer than the spans of a night. */
const QUEUE = '64';
/** Telemetry has 5 s to send what is left; the rest is for a machine that is busy. */
const STOP_LIMIT_MS = 20_000;

let hanging: Server;
let otlp: OtlpReceiver;
let powerSchool: PowerSchoolSimulator;
let system: System;
let play: Play;

beforeAll(async () => {
  // Takes connections and answers nobody.
  hanging = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(hanging, 'listening');
  otlp = await OtlpReceiver.start();
  powerSchool = await startPowerSchool(CLIENT);
  const size = { sections: 4, studentsPerSection: 12, unitsPerSection: 8 };
  const district = buildDistrict({ districtId: 'lincoln', size });
  const folder = temporaryFolder('collector-down');
  system = await oneProcess({
    DATA_DIR: folder,
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `http://127.0.0.1:${(hanging.address() as AddressInfo).port}/v1/traces`,
    OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${otlp.url}/v1/metrics`,
    OTEL_METRIC_EXPORT_INTERVAL: '500',
    OTEL_BSP_MAX_QUEUE_SIZE: QUEUE,
    // The end of the process is not to wait for it.
    OTEL_EXPORTER_OTLP_TIMEOUT: '45000',
    DISTRICTS_FILE: writeDistricts(folder, [{ district, baseUrl: powerSchool.url }]),
  });
  play = new Play(district, system, powerSchool);
}, 60_000);
afterAll(async () => {
  await system?.end('SIGTERM');
  await powerSchool?.stop();
  await otlp?.stop();
  hanging?.close();
}, 60_000);
afterAll(removeTemporaryFolders);

it('a collector that answers nothing changes nothing of a night; spans are dropped and counted', async () => {
  await play.begin();
  await play.settledPreview();
  await play.night();
  await play.expectAsIntended();
  await eventually(async () => {
    const dropped = otlp.metrics.findLast(({ name }) => name === METRICS.droppedSpans.name)?.points[0]?.value ?? 0;
    expect(dropped).toBeGreaterThan(Number(QUEUE));
  });
}, 90_000);

it('nor does it hold back the end of the process, when metrics are not answered either', async () => {
  otlp.hang();
  const begin = performance.now();
  await system.end('SIGTERM');
  // Both exporters would wait longer than that, one request after the other.
  expect(performance.now() - begin).toBeLessThan(STOP_LIMIT_MS);
}, 60_000);
