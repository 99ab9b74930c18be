/** The parts of Kubernetes' objects that are looked at here; whatever else they have stays with them. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Labels };
  readonly data?: Labels;
  readonly spec?: unknown;
}

type Labels = Readonly<Record<string, string>>;

export interface LabelSelector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

interface Probe {
  readonly httpGet?: { readonly path: string; readonly port: string | number };
}

export interface Container {
  readonly name: string;
  readonly image?: string;
  readonly command?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number; readonly hostPort?: number }[];
  readonly startupProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly lifecycle?: { readonly preStop?: { readonly sleep?: { readonly seconds: number } } };
  readonly securityContext?: {
    readonly allowPrivilegeEscalation?: boolean;
    readonly privileged?: boolean;
    readonly readOnlyRootFilesystem?: boolean;
    readonly runAsUser?: number;
    readonly capabilities?: { readonly drop?: readonly string[]; readonly add?: readonly string[] };
  };
  readonly resources?: { readonly requests?: Labels; readonly limits?: Labels };
}

export interface PodSpec {
  readonly automountServiceAccountToken?: boolean;
  readonly enableServiceLinks?: boolean;
  readonly hostNetwork?: boolean;
  readonly hostPID?: boolean;
  readonly hostIPC?: boolean;
  readonly terminationGracePeriodSeconds?: number;
  readonly securityContext?: {
    readonly runAsNonRoot?: boolean;
    readonly runAsUser?: number;
    readonly runAsGroup?: number;
    readonly seccompProfile?: { readonly type: string };
  };
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly (Readonly<Record<string, unknown>> & { readonly name: string })[];
}

interface WorkloadSpec {
  readonly replicas?: number;
  readonly strategy?: {
    readonly type: string;
    readonly rollingUpdate?: { readonly maxSurge: number; readonly maxUnavailable: number };
  };
  readonly template: { readonly metadata: { readonly labels?: Labels }; readonly spec: PodSpec };
}

/** What makes pods, its pods' labels with it. */
export interface Workload {
  readonly kind: string;
  readonly name: string;
  readonly labels: Labels;
  readonly spec: WorkloadSpec;
  readonly pod: PodSpec;
}

const MAKES_PODS: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Job']);
export const NAME_LABEL = 'app.kubernetes.io/name';

/** The ones among these that make pods. A patch, which has no image of its own, is none. */
export function workloadsOf(manifests: readonly Manifest[]): Workload[] {
  return manifests.flatMap((manifest) => {
    if (!MAKES_PODS.has(manifest.kind)) return [];
    const spec = manifest.spec as WorkloadSpec | undefined;
    const pod = spec?.template?.spec;
    if (spec === undefined || pod?.containers.every(({ image }) => image !== undefined) !== true) return [];
    const labels = spec.template.metadata?.labels ?? {};
    return [{ kind: manifest.kind, name: manifest.metadata.name, labels, spec, pod }];
  });
}
