import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { KUBERNETES, REPOSITORY } from './parse-manifests.ts';

const RULES = path.join(REPOSITORY, 'deploy', 'observability', 'prometheus', 'passback.rules.yaml');
export const PROMETHEUS_RULE = path.join(KUBERNETES, 'components', 'prometheus-operator', 'prometheus-rule.yaml');

const HEAD = `# Made by \`npm run kubernetes -- rules\` from deploy/observability/prometheus/passback.rules.yaml: change that one.
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: passback
spec:
`;

/** The rules of Prometheus as the Prometheus Operator takes them: the same text, two spaces further in. */
export async function prometheusRule(): Promise<string> {
  const rules = await readFile(RULES, 'utf8');
  return HEAD + rules.replaceAll(/^(?=.)/gm, '  ');
}

/** Writes it. Gives where. */
export async function writePrometheusRule(): Promise<string> {
  await writeFile(PROMETHEUS_RULE, await prometheusRule());
  return PROMETHEUS_RULE;
}
