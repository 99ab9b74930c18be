import {
  AggregationTemporality,
  InMemoryMetricExporter,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { type Metric, startTelemetry, type Telemetry } from '@passback/telemetry';

/** Telemetry that tells what was recorded since it was asked last. */
export class MeasuredTelemetry {
  readonly #exporter: InMemoryMetricExporter;
  readonly #reader: PeriodicExportingMetricReader;
  readonly #telemetry: Telemetry;

  private constructor(exporter: InMemoryMetricExporter, reader: PeriodicExportingMetricReader, telemetry: Telemetry) {
    this.#exporter = exporter;
    this.#reader = reader;
    this.#telemetry = telemetry;
  }

  static async start(): Promise<MeasuredTelemetry> {
    const exporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
    const reader = new PeriodicExportingMetricReader({ exporter });
    return new MeasuredTelemetry(exporter, reader, await startTelemetry('test', {}, { metricReaders: [reader] }));
  }

  /** The attributes' values of each series, and its own; of a histogram count and sum. */
  async values({ name }: Metric): Promise<[string, unknown][]> {
    this.#exporter.reset();
    await this.#reader.forceFlush();
    const metrics = this.#exporter
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((one) => one.metrics));
    const points = metrics.find(({ descriptor }) => descriptor.name === name)?.dataPoints ?? [];
    const told = points.map(({ attributes, value }): [string, unknown] => [
      Object.values(attributes).join(' '),
      typeof value === 'number' ? value : { count: value.count, sum: value.sum },
    ]);
    return told.sort(([one], [other]) => (one < other ? -1 : 1));
  }

  stop(): Promise<void> {
    return this.#telemetry.shutdown(1_000);
  }
}
