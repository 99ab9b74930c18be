import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildDistrict, type PowerSchoolSimulator, startPowerSchool } from '@passback/simulators';
import { METRICS } from '@passback/telemetry';
import type { ExplanationAnswer } from '../demo/console-client.ts';
import { CLIENT, removeTemporaryFolders, temporaryFolder, writeDistricts } from '../testing/districts.fixture.ts';
import { Play } from '../testing/play.fixture.ts';
import { oneProcess, type System } from '../testing/system.fixture.ts';
import { ofAnotherService, SERVICES, tellers } from './otlp/owners.fixture.ts';
import { OtlpReceiver } from './otlp/receiver.fixture.ts';
import { Traces } from './otlp/traces.fixture.ts';

let otlp: OtlpReceiver;
let powerSchool: PowerSchoolSimulator;
let system: System;
let traces: Traces;
let explanation: ExplanationAnswer;

beforeAll(async () => {
  otlp = await OtlpReceiver.start();
  powerSchool = await startPowerSchool(CLIENT);
  const size = { sections: 4, studentsPerSection: 12, unitsPerSection: 8 };
  const district = buildDistrict({ districtId: 'lincoln', size });
  const folder = temporaryFolder('one-process');
  system = await oneProcess({
    DATA_DIR: folder,
    OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url,
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=spec',
    OTEL_METRIC_EXPORT_INTERVAL: '500',
    DISTRICTS_FILE: writeDistricts(folder, [{ district, baseUrl: powerSchool.url }]),
  });
  const play = new Play(district, system, powerSchool);
  await play.begin();
  await play.settledPreview();
  const unit = play.untouchedUnit();
  await play.editOneScore(unit);
  await play.settledPreview();
  await play.night();
  await play.console.call('POST', '/v1/districts/lincoln/connection-check');
  explanation = await play.console.explain('lincoln', unit?.snapshot.sectionAssessmentId ?? '');
  await system.end('SIGTERM');
  traces = new Traces(otlp.spans);
}, 120_000);
afterAll(async () => {
  await system?.end('SIGTERM');
  await powerSchool?.stop();
  await otlp?.stop();
}, 60_000);
afterAll(removeTemporaryFolders);

describe('all services in one process', () => {
  it('are each in the list of services, and nothing else is', () => {
    expect(otlp.faults).toEqual([]);
    expect([...new Set(traces.spans.map(({ service }) => service))].sort()).toEqual(SERVICES);
    expect(ofAnotherService(traces.spans)).toEqual([]);
  });

  it('are one connected journey, from service to service', () => {
    expect(traces.orphans()).toEqual([]);
    expect(explanation.state).toBe('inSync');
    const journey = traces.of(explanation.traceId);
    expect(journey.filter(({ parentId }) => parentId === null)).toHaveLength(1);
    const put = 'ingestion: PUT /v1/districts/:districtId/section-assessments/:sectionAssessmentId';
    const sent = 'ingestion: send passback.section-assessments.v1';
    const pathOf = (name: string): string[] => traces.path(traces.named(name, journey)[0]);
    expect(pathOf('passback.evaluate')).toEqual([put, sent, 'rules: passback.evaluate']);
    expect(pathOf('passback.request_delivery')).toEqual([put, sent, 'rules: passback.request_delivery']);
    const delivered = [put, sent, 'delivery: deliver section assessment'];
    expect(pathOf('PUT /ws/xte/score')).toEqual([...delivered, 'delivery: PUT /ws/xte/score']);
  });

  it('measure each their own', () => {
    const of = (metric: { name: string }): string[] => tellers(otlp.metrics, metric.name);
    // By the process itself too: a span of nobody’s would be dropped by it.
    expect(of(METRICS.droppedSpans)).toEqual([...SERVICES, 'passback'].sort());
    expect(of(METRICS.scores)).toEqual(['delivery']);
    expect(of(METRICS.ingestToDecision)).toEqual(['rules']);
    expect(of(METRICS.sisDuration)).toEqual(['delivery']);
    const lags = otlp.metrics.filter(({ name }) => name === METRICS.consumerLag.name);
    const groups = lags.flatMap(({ service, points }) =>
      points.map(({ attributes }) => `${service}: ${String(attributes['messaging.consumer.group.name'])}`),
    );
    expect(
      groups.filter(
        (one) =>
          !/^(rules: passback-rules(-progress|-letters-[0-9a-f]{8})?|delivery: passback-delivery|notifications: passback-notifications)$/.test(
            one,
          ),
      ),
    ).toEqual([]);
    expect(new Set(lags.map(({ service }) => service))).toEqual(new Set(['rules', 'delivery', 'notifications']));
  });
});
