import type { ReceivedMetric, ReceivedSpan } from './received.fixture.ts';

export const SERVICES = ['console', 'delivery', 'grading-periods', 'ingestion', 'notifications', 'rules'] as const;
type Service = (typeof SERVICES)[number];

/** Who tells of what, by the whole or the beginning of a span's kind and name. */
const OWNERS: readonly (readonly [RegExp, readonly Service[]])[] = [
  [/^server PUT \/v1\/districts\/:districtId\/(staff|section-assessments\/)/, ['ingestion']],
  [/^server POST \/v1\/districts\/:districtId\/section-assessments$/, ['ingestion']],
  [/^server (GET|POST|PUT|DELETE) \/v1\//, ['console']],
  [/^server passback\.gradingperiods\./, ['grading-periods']],
  [/^server passback\.rules\./, ['rules']],
  [/^server passback\.delivery\./, ['delivery']],
  [/^client passback\.gradingperiods\./, ['rules']],
  [/^client passback\.(rules|delivery)\./, ['console']],
  [/^producer accept section assessment$/, ['ingestion']],
  [/^(producer|client) send passback\.(section-assessments|staff)\./, ['ingestion']],
  [/^(producer|client) send passback\.(deliveries|runs)\./, ['rules']],
  [/^(producer|client) send passback\.outcomes\./, ['delivery']],
  [/^consumer process passback\.(section-assessments|staff|outcomes|dead-letters)\./, ['rules']],
  [/^consumer process passback\.deliveries\./, ['delivery']],
  [/^consumer process passback\.runs\./, ['notifications']],
  [/^internal put message aside$/, ['rules', 'delivery', 'notifications']],
  [/^internal passback\./, ['rules']],
  [/^internal (deliver section assessment|score refused|record outcomes)$/, ['delivery']],
  [/^client (GET|POST|PUT|DELETE|PATCH) \/(ws|oauth|ims|api)\//, ['delivery', 'grading-periods']],
  [/^client (load|scan|recordEvaluations) sectionAssessments$/, ['rules', 'console', 'delivery']],
  [/^client /, SERVICES],
];

/** The spans that do not carry the name of the service that they are of. */
export function ofAnotherService(spans: readonly ReceivedSpan[]): string[] {
  const stray = spans.filter(({ kind, name, service }) => {
    const [, owners = []] = OWNERS.find(([pattern]) => pattern.test(`${kind} ${name}`)) ?? [];
    return !(owners as readonly string[]).includes(service);
  });
  return [...new Set(stray.map(({ service, kind, name }) => `${service}: ${kind} ${name}`))];
}

/** By metric: the services that told of it. */
export function tellers(metrics: readonly ReceivedMetric[], name: string): string[] {
  return [...new Set(metrics.filter((metric) => metric.name === name).map(({ service }) => service))].sort();
}
