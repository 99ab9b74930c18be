import { type LabelSelector, type Manifest, NAME_LABEL } from '../manifests/manifest.ts';

/** `from` dials `to` on this port. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly port: number;
}

interface Peer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: { readonly cidr: string };
}

interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly { readonly port: number; readonly protocol?: string }[];
}

export interface PolicySpec {
  readonly podSelector: LabelSelector;
  readonly policyTypes: readonly string[];
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}

export interface Edges {
  /** What the dialling side may. */
  readonly out: readonly string[];
  /** What the side that is dialled takes, of pods of the same namespace. */
  readonly in: readonly string[];
}

/** An edge as it is compared and shown. */
export const shown = ({ from, to, port }: Edge): string => `${from} → ${to}:${port}`;

/**
 * The edges that NetworkPolicies allow, by the names of pods. What is outside of the namespace has the name of the policy that leads
 * there: `to-powerschool` to `powerschool`. Names of the cluster's DNS are everybody's, and are left out.
 */
export function allowedEdges(manifests: readonly Manifest[]): Edges {
  const policies = manifests.filter(({ kind }) => kind === 'NetworkPolicy');
  const out: Edge[] = [];
  const into: Edge[] = [];
  for (const { metadata, spec } of policies) {
    const { podSelector, ingress = [], egress = [] } = spec as PolicySpec;
    const selected = namesIn(podSelector);
    for (const { to = [{}], ports = [{ port: 0 }] } of egress)
      for (const from of selected)
        for (const name of new Set(to.flatMap((peer) => peerNames(peer, metadata.name.replace(/^to-/, '')))))
          out.push(...ports.map(({ port }) => ({ from, to: name, port })));
    for (const { from = [{}], ports = [{ port: 0 }] } of ingress)
      for (const to of selected)
        for (const name of from.flatMap((peer) => peerNames(peer, metadata.name)))
          into.push(...ports.map(({ port }) => ({ from: name, to, port })));
  }
  return { out: out.map(shown).sort(), in: into.map(shown).sort() };
}

function peerNames({ podSelector, namespaceSelector, ipBlock }: Peer, outside: string): string[] {
  if (ipBlock !== undefined || namespaceSelector !== undefined || podSelector === undefined) return [outside];
  return namesIn(podSelector);
}

/** The names that a selector names; none where it selects by anything else, as all pods. */
function namesIn({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string[] {
  const single = matchLabels[NAME_LABEL];
  const listed = matchExpressions.filter(({ key, operator }) => key === NAME_LABEL && operator === 'In');
  return [...(single === undefined ? [] : [single]), ...listed.flatMap(({ values = [] }) => values)];
}
