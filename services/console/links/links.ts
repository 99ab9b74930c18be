import type { ConsoleSettings } from '../settings.ts';

/** Where people find more than the console says; null where the operator named no address. */
export interface Links {
  readonly jaeger: string | null;
  readonly grafana: string | null;
  readonly runbook: string | null;
}

export function linksOf({ JAEGER_URL, GRAFANA_URL, RUNBOOK_URL }: ConsoleSettings): Links {
  return { jaeger: JAEGER_URL ?? null, grafana: GRAFANA_URL ?? null, runbook: RUNBOOK_URL ?? null };
}
