import { type Manifest, NAME_LABEL, workloadsOf } from '../manifests/manifest.ts';
import { allowedEdges, type PolicySpec } from './edges.ts';
import { podFaults } from './pod-faults.ts';

/**
 * What is wrong with a built overlay, each in a line: pods that may do more than they need, pods that no policy selects, edges that only
 * one of two sides knows of, and ConfigMaps that nobody made.
 */
export function overlayFaults(manifests: readonly Manifest[]): string[] {
  const workloads = workloadsOf(manifests);
  const faults = workloads.flatMap((workload) =>
    podFaults(workload).map((fault) => `${workload.kind} ${workload.name}: ${fault}`),
  );
  const policies = manifests.filter(({ kind }) => kind === 'NetworkPolicy').map(({ spec }) => spec as PolicySpec);
  if (!policies.some(deniesEverything)) faults.push('no policy denies everything by default');
  const edges = allowedEdges(manifests);
  for (const { name, labels } of workloads) {
    const pod = labels[NAME_LABEL] ?? '';
    const isNamed = [...edges.out, ...edges.in].some(
      (edge) => edge.startsWith(`${pod} →`) || edge.includes(`→ ${pod}:`),
    );
    if (!isNamed) faults.push(`no edge leads to or from ${name}`);
  }
  faults.push(...oneSided(edges, new Set(workloads.map(({ labels }) => labels[NAME_LABEL] ?? ''))));
  faults.push(...unmade(manifests));
  return faults;
}

function deniesEverything({ podSelector, policyTypes, ingress, egress }: PolicySpec): boolean {
  const isOfAll = Object.keys(podSelector).length === 0 && policyTypes.length === 2;
  return isOfAll && ingress === undefined && egress === undefined;
}

/** Between two pods of the overlay an edge has to be allowed on both sides. */
function oneSided({ out, in: into }: ReturnType<typeof allowedEdges>, pods: ReadonlySet<string>): string[] {
  const isInside = (edge: string): boolean => {
    const [from = '', to = ''] = edge.split(' → ');
    return pods.has(from) && pods.has(to.slice(0, to.lastIndexOf(':')));
  };
  return [
    ...out.filter((edge) => isInside(edge) && !into.includes(edge)).map((edge) => `${edge} is not let in`),
    ...into.filter((edge) => isInside(edge) && !out.includes(edge)).map((edge) => `${edge} is not let out`),
  ];
}

/** ConfigMaps that pods mount or read; Secrets are the operator's to bring. */
function unmade(manifests: readonly Manifest[]): string[] {
  const made = new Set(manifests.filter(({ kind }) => kind === 'ConfigMap').map(({ metadata }) => metadata.name));
  const wanted = workloadsOf(manifests).flatMap(({ name, pod }) =>
    [...JSON.stringify(pod).matchAll(/"(?:configMap|configMapRef)":\{[^}]*"name":"([^"]+)"/g)].map(
      ([, map = '']) => [name, map] as const,
    ),
  );
  return wanted.filter(([, map]) => !made.has(map)).map(([name, map]) => `${name} wants ConfigMap ${map}`);
}
