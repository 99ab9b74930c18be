import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { eventually } from '../../../libs/service-kit/testing/eventually.fixture.ts';
import { removeTemporaryFolders, temporaryFolder } from '../testing/districts.fixture.ts';
import { freePorts } from '../testing/processes.fixture.ts';
import { OtlpReceiver } from '../tracing/otlp/receiver.fixture.ts';
import type { SentSpan } from './journey.fixture.ts';

const CONFIG = path.resolve(import.meta.dirname, '../../../deploy/observability/collector/collector.yaml');
const START_LIMIT_MS = 30_000;
/** Instead of a minute; the sampler looks once a second. */
export const DECISION_WAIT_MS = 1_000;

/** What differs from the deployed configuration: where it listens, where it sends, and how long it waits. */
const overrides = (ports: readonly number[], sendTo: string): string => `
receivers:
  otlp:
    protocols:
      grpc: { endpoint: 127.0.0.1:${ports[0]} }
      http: { endpoint: 127.0.0.1:${ports[1]} }
processors:
  batch: { timeout: 100ms }
  tail_sampling/calls: { decision_wait: ${DECISION_WAIT_MS}ms }
exporters:
  otlphttp/test: { endpoint: '${sendTo}' }
  prometheus: { endpoint: 127.0.0.1:${ports[2]} }
service:
  pipelines:
    traces/journeys: { exporters: [otlphttp/test] }
    traces/calls: { exporters: [otlphttp/test] }
  telemetry: { metrics: { level: none, readers: [] } }
`;

/** A real collector with the deployed configuration, and what it let through. */
export class Collector {
  readonly out: OtlpReceiver;
  readonly #child: ChildProcess;
  readonly #url: string;

  private constructor(out: OtlpReceiver, child: ChildProcess, url: string) {
    this.out = out;
    this.#child = child;
    this.#url = url;
  }

  static async start(program: string): Promise<Collector> {
    const out = await OtlpReceiver.start();
    const ports = await freePorts(3);
    const file = path.join(temporaryFolder('collector'), 'overrides.yaml');
    writeFileSync(file, overrides(ports, out.url));
    const child = spawn(program, ['--config', CONFIG, '--config', file], { stdio: ['ignore', 'ignore', 'pipe'] });
    let output = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-10_000)));
    const collector = new Collector(out, child, `http://127.0.0.1:${ports[1]}/v1/traces`);
    try {
      await eventually(async () => {
        if (child.exitCode !== null) throw new Error(`the collector ended with ${child.exitCode}:\n${output}`);
        await collector.send([]);
      }, START_LIMIT_MS);
    } catch (error) {
      await collector.stop();
      throw error;
    }
    return collector;
  }

  /** Sends spans over OTLP, those of a service together, as its exporter does. */
  async send(spans: readonly SentSpan[]): Promise<void> {
    const resourceSpans = [...Map.groupBy(spans, ({ service }) => service)].map(([service, ofService]) => ({
      resource: { attributes: [{ key: 'service.name', value: { stringValue: service } }] },
      scopeSpans: [{ scope: { name: 'passback' }, spans: ofService.map(({ otlp }) => otlp) }],
    }));
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ resourceSpans }),
    });
    if (!response.ok) throw new Error(`the collector answered ${response.status}: ${await response.text()}`);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null) {
      this.#child.kill('SIGTERM');
      await once(this.#child, 'exit');
    }
    await this.out.stop();
    removeTemporaryFolders();
  }
}
