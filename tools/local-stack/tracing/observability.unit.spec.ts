import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ATTRIBUTES, METRICS, type Metric, SPANS } from '@passback/telemetry';

const workspace = path.resolve(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(path.join(workspace, file), 'utf8');
const rules = read('deploy/observability/prometheus/passback.rules.yaml');
const ruleTests = read('deploy/observability/prometheus/passback.rules.test.yaml');
const dashboard = read('deploy/observability/grafana/dashboards/passback.json');
const collector = read('deploy/observability/collector/collector.yaml');
const runbook = read('docs/operations.md');
const prometheus = read('deploy/observability/prometheus/prometheus.yaml');
const compose = read('docker-compose.yml');
const services = readdirSync(path.join(workspace, 'services'));

/** What Prometheus calls a metric: dots become `_`, seconds and ratios are said, counters end in `_total`; `{…}` is no unit. */
function prometheusNames({ name, kind, unit }: Metric): string[] {
  const base = name.replaceAll('.', '_');
  const withUnit = unit === 's' ? `${base}_seconds` : unit === '1' && kind === 'gauge' ? `${base}_ratio` : base;
  if (kind === 'counter') return [`${withUnit}_total`];
  return kind === 'gauge' ? [withUnit] : ['bucket', 'count', 'sum'].map((part) => `${withUnit}_${part}`);
}

const known = new Set<string>([
  ...Object.values(METRICS).flatMap((metric) => prometheusNames(metric)),
  // Labels.
  ...Object.values(METRICS)
    .flatMap(({ attributes }): readonly string[] => attributes)
    .map((attribute) => attribute.replaceAll('.', '_')),
]);

/** The names that begin as ours; a name before a `:` is that of a recording rule. */
const namesIn = (text: string): string[] => [...new Set(text.match(/\bpassback_[a-z_]+\b/g))];

describe('what watches the system', () => {
  it.each([
    ['rules', rules],
    ['tests of the rules', ruleTests],
    ['dashboard', dashboard],
  ])('reads only metrics and labels that are exported: %s', (_what, text) => {
    const names = namesIn(text);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !known.has(name))).toEqual([]);
  });

  it('tests every alert', () => {
    const alerts = [...rules.matchAll(/alert: (\w+)/g)].map(([, name]) => name);
    const tested = new Set([...ruleTests.matchAll(/alertname: (\w+)/g)].map(([, name]) => name));
    expect(alerts.length).toBeGreaterThan(0);
    expect(alerts.filter((alert) => !tested.has(alert))).toEqual([]);
  });

  it('shows every metric, on the dashboard or in an alert', () => {
    const watched = new Set(namesIn(rules + dashboard));
    const unseen = Object.values(METRICS).filter(
      (metric) => !prometheusNames(metric).some((name) => watched.has(name)),
    );
    expect(unseen.map(({ name }) => name)).toEqual([]);
  });

  it('reads no recording that is not made', () => {
    const recorded = new Set([...rules.matchAll(/record: (\S+)/g)].map(([, name]) => name));
    const read = [...new Set((rules + dashboard).match(/\bpassback:[a-z0-9_:]+/g))];
    expect(read.length).toBeGreaterThan(0);
    expect(read.filter((name) => !recorded.has(name))).toEqual([]);
  });

  it('notices each service that says nothing, and asks each whether it is ready where Compose does', () => {
    const noticed = [...rules.matchAll(/absent\(passback_telemetry_spans_dropped_total\{service_name="([\w-]+)"\}\)/g)];
    expect(noticed.map(([, service]) => service).sort()).toEqual(services);
    for (const service of services) {
      const [, healthcheck = ''] = compose.split(`\n  ${service}:\n`);
      const port = /127\.0\.0\.1:(\d+)\/readyz/.exec(healthcheck)?.[1] ?? '';
      expect(prometheus).toContain(`['http://${service}:${port}/readyz'], labels: { service_name: ${service} }`);
    }
  });
});

describe('the collector', () => {
  it('samples by attributes that are there', () => {
    const attributes = new Set<string>(Object.values(ATTRIBUTES));
    const keys = [...collector.matchAll(/\bkey: ([\w.]+)/g), ...collector.matchAll(/[^.]attributes\["([\w.]+)"\]/g)];
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.map(([, key]) => key ?? '').filter((key) => !attributes.has(key))).toEqual([]);
  });

  it('divides the spans between its two pipelines: what one drops is what the other may sample', () => {
    const [, dropped] = /filter\/not-calls:[\s\S]*?>-\s+(.+)\n/.exec(collector) ?? [];
    const [, others] = /filter\/calls:[\s\S]*?>-\s+(.+)\n/.exec(collector) ?? [];
    expect(dropped).toMatch(/status\.code != STATUS_CODE_ERROR/);
    expect(others).toBe(`not (${dropped})`);
  });

  it('has no sampler where journeys pass, and forgets at once that calls were not kept', () => {
    const [, journeys = ''] = /traces\/journeys:\s*\{[^}]*processors: \[([^\]]*)\]/.exec(collector) ?? [];
    expect(journeys).toBe('memory_limiter, filter/not-calls, batch');
    expect(collector).toContain('non_sampled_cache_size: 1 }');
  });

  it('is tried in the version that is deployed', () => {
    const builder = read('tools/local-infrastructure/collector/builder.yaml');
    const [, version] = /opentelemetry-collector-contrib:([\d.]+)/.exec(compose) ?? [];
    expect(builder).toContain(`version: ${version} `);
  });
});

describe('the runbook', () => {
  it('has an entry of the same name for each alert, and alerts lead to it', () => {
    const alerts = [...rules.matchAll(/alert: (\w+)[\s\S]*?runbook: (\S+)/g)];
    const headings = new Set([...runbook.matchAll(/^## (\w+)$/gm)].map(([, heading]) => heading));
    for (const [, alert, link] of alerts) {
      expect(headings).toContain(alert);
      expect(link).toBe(`docs/operations.md#${alert?.toLowerCase()}`);
    }
  });

  it('has no link to a place that is not in it', () => {
    const anchors = new Set([
      ...[...runbook.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase().replaceAll(' ', '-')),
      ...[...runbook.matchAll(/<a id="([\w-]+)">/g)].map(([, id]) => id),
    ]);
    const links = [...runbook.matchAll(/\]\(#([\w-]+)\)/g)].map(([, link]) => link);
    expect(links.filter((link) => !anchors.has(link))).toEqual([]);
  });

  it('speaks only of attributes, metrics and spans that are there', () => {
    const names = new Set<string>([...Object.values(ATTRIBUTES), ...Object.values(METRICS).map(({ name }) => name)]);
    const said = [...new Set(runbook.match(/`passback\.[a-z_.]+(?=[`=])/g))].map((name) => name.slice(1));
    expect(said.length).toBeGreaterThan(0);
    expect(said.filter((name) => !names.has(name) && !SPANS.some((span) => span.name.test(name)))).toEqual([]);
  });

  it.each([
    'credentials-revoked',
    'category-inactive',
    'student-left',
    'throttled',
    'powerschool-down-all-night',
    'poison-message',
    'kafka-is-down',
    'mongodb-is-down',
  ])('leads from what is seen to what is to be done: %s', (anchor) => {
    const headings = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading = '']) =>
      heading.toLowerCase().replaceAll(' ', '-'),
    );
    expect(headings.includes(anchor) || runbook.includes(`<a id="${anchor}">`)).toBe(true);
  });
});
