import type { Container, PodSpec, Workload } from '../manifests/manifest.ts';

/** What `restricted` Pod Security lets a pod mount. */
const VOLUMES: ReadonlySet<string> = new Set([
  ...['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret'],
]);
/** Its image writes its settings beside its programs. */
const WRITES_TO_ROOT: ReadonlySet<string> = new Set(['kafka']);

/** What keeps a workload's pods from being as little as they can: `restricted` Pod Security, and what we ask beyond it. */
export function podFaults({ pod }: Pick<Workload, 'pod'>): string[] {
  const faults = [...sharedWithHost(pod), ...identityFaults(pod), ...volumeFaults(pod)];
  if (pod.enableServiceLinks !== false) faults.push('enableServiceLinks is not false');
  if (pod.automountServiceAccountToken !== false) faults.push('automountServiceAccountToken is not false');
  for (const container of [...pod.containers, ...(pod.initContainers ?? [])])
    faults.push(...containerFaults(container).map((fault) => `${container.name}: ${fault}`));
  return faults;
}

function sharedWithHost(pod: PodSpec): string[] {
  return (['hostNetwork', 'hostPID', 'hostIPC'] as const).filter((key) => pod[key] === true);
}

function identityFaults({ securityContext = {} }: PodSpec): string[] {
  const faults: string[] = [];
  if (securityContext.runAsNonRoot !== true) faults.push('runAsNonRoot is not true');
  if (!((securityContext.runAsUser ?? 0) > 0)) faults.push('runAsUser is not a number above 0');
  if (securityContext.seccompProfile?.type !== 'RuntimeDefault') faults.push('seccompProfile is not RuntimeDefault');
  return faults;
}

function volumeFaults({ volumes = [] }: PodSpec): string[] {
  return volumes.flatMap(({ name, ...rest }) => {
    const kinds = Object.keys(rest);
    const faults = kinds.filter((kind) => !VOLUMES.has(kind)).map((kind) => `volume ${name} is a ${kind}`);
    const { emptyDir } = rest as { emptyDir?: { sizeLimit?: string } };
    if (emptyDir !== undefined && emptyDir.sizeLimit === undefined) faults.push(`volume ${name} has no sizeLimit`);
    return faults;
  });
}

function containerFaults({ name, securityContext = {}, resources = {}, ports = [] }: Container): string[] {
  const faults: string[] = [];
  if (securityContext.allowPrivilegeEscalation !== false) faults.push('allowPrivilegeEscalation is not false');
  if (securityContext.privileged === true) faults.push('is privileged');
  if (securityContext.runAsUser === 0) faults.push('runs as root');
  if (securityContext.capabilities?.drop?.includes('ALL') !== true) faults.push('does not drop ALL capabilities');
  if ((securityContext.capabilities?.add ?? []).length > 0) faults.push('adds capabilities');
  if (securityContext.readOnlyRootFilesystem !== true && !WRITES_TO_ROOT.has(name))
    faults.push('can write to its root');
  if (ports.some(({ hostPort }) => hostPort !== undefined)) faults.push('has a port of the host');
  for (const part of ['requests', 'limits'] as const)
    for (const resource of ['cpu', 'memory'])
      if (resources[part]?.[resource] === undefined) faults.push(`has no ${part} of ${resource}`);
  return faults;
}
