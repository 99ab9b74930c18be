import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { topics } from '@passback/contracts';
import { dialledEdges, servicesIn } from './checks/dialled.fixture.ts';
import { allowedEdges, shown } from './checks/edges.ts';
import { overlayFaults } from './checks/overlay-faults.ts';
import { podFaults } from './checks/pod-faults.ts';
import { findBuilder, overlays } from './manifests/build-overlay.ts';
import { type Manifest, workloadsOf } from './manifests/manifest.ts';
import { prometheusRule, PROMETHEUS_RULE } from './manifests/prometheus-rule.ts';
import { KUBERNETES, REPOSITORY } from './manifests/parse-manifests.ts';
import { readManifests, readSettings, readYaml, yamlFiles } from './manifests/read-manifests.fixture.ts';

const SERVICES = path.join(REPOSITORY, 'services');
const BATCH_BYTES = 1_048_588;

const base = await readManifests(path.join(KUBERNETES, 'base'));
const everything = await readManifests(KUBERNETES);
const services = await servicesIn(SERVICES);
const settings = await readSettings(path.join(KUBERNETES, 'base', 'passback.env'));
const builder = await findBuilder();

const workloads = workloadsOf(everything);
const deploymentOf = (service: string) =>
  workloadsOf(base).find(({ kind, name }) => kind === 'Deployment' && name === service);

describe('pods', () => {
  it.each(workloads.map((workload) => [`${workload.kind} ${workload.name}`, workload] as const))(
    'of %s are as little as they can be',
    (_name, workload) => expect(podFaults(workload)).toEqual([]),
  );

  it('that could do more are told of', () => {
    const [{ pod }] = workloads as [(typeof workloads)[number]];
    const container = pod.containers[0]!;
    const faultsOf = (changes: object) => podFaults({ pod: { ...pod, ...changes } });
    const withContainer = (changes: object) => faultsOf({ containers: [{ ...container, ...changes }] });
    expect(faultsOf({ enableServiceLinks: undefined })).toEqual(['enableServiceLinks is not false']);
    expect(faultsOf({ hostNetwork: true })).toEqual(['hostNetwork']);
    expect(faultsOf({ securityContext: {} })).toHaveLength(3);
    expect(faultsOf({ automountServiceAccountToken: true })).toHaveLength(1);
    expect(faultsOf({ volumes: [{ name: 'a', hostPath: {} }] })).toEqual(['volume a is a hostPath']);
    expect(faultsOf({ volumes: [{ name: 'a', emptyDir: {} }] })).toEqual(['volume a has no sizeLimit']);
    expect(withContainer({ securityContext: {} })).toHaveLength(3);
    expect(withContainer({ resources: {} })).toHaveLength(4);
    const added = { ...container.securityContext, capabilities: { drop: ['ALL'], add: ['NET_ADMIN'] } };
    expect(withContainer({ securityContext: added })).toEqual([`${container.name}: adds capabilities`]);
  });
});

describe('each service', () => {
  it.each(services)('%s is rolled over without a gap, and asked three different questions', (service) => {
    const { spec, pod } = deploymentOf(service)!;
    expect(spec.strategy).toMatchObject({ rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } });
    const [container] = pod.containers;
    expect(container?.command).toEqual(['node', `dist/${service}.js`]);
    expect(container?.startupProbe?.httpGet?.path).toBe('/livez');
    expect(container?.livenessProbe?.httpGet?.path).toBe('/livez');
    expect(container?.readinessProbe?.httpGet?.path).toBe('/readyz');
    const names = container?.ports?.map(({ name }) => name);
    for (const probe of [container?.startupProbe, container?.livenessProbe, container?.readinessProbe])
      expect(names).toContain(probe?.httpGet?.port);
    const budget = base.find(({ kind, metadata }) => kind === 'PodDisruptionBudget' && metadata.name === service);
    expect(budget?.spec).toMatchObject({ maxUnavailable: 1 });
  });

  it.each(services)('%s has the ports that its settings have', async (service) => {
    const text = await readFile(path.join(SERVICES, service, 'settings.ts'), 'utf8');
    // As `CONSOLE_PORT: Type.Integer({ …, default: 4000 })`.
    const own = [...text.matchAll(/_PORT: Type\.Integer\(\{[^}]*default: ([\d_]+)/g)].map(([, port]) => Number(port));
    const address = settings.get(`${service.toUpperCase().replaceAll('-', '_')}_ADDRESS`);
    const wanted = [...own, ...(address === undefined ? [] : [Number(address.split(':')[1])])].sort();
    const ports = deploymentOf(service)!
      .pod.containers[0]!.ports!.map(({ containerPort }) => containerPort)
      .sort();
    expect(ports).toEqual(wanted);
    const exposed = base.find(({ kind, metadata }) => kind === 'Service' && metadata.name === service);
    expect((exposed?.spec as { ports: { port: number }[] }).ports.map(({ port }) => port).sort()).toEqual(wanted);
    // Callers of gRPC spread their calls themselves, for which they have to see every replica.
    if (address !== undefined) expect(exposed?.spec).toMatchObject({ clusterIP: 'None' });
  });
});

describe('who may dial whom', () => {
  it('is who dials whom by the sources of the services', async () => {
    const collector = await readFile(path.join(REPOSITORY, 'deploy/observability/collector/collector.yaml'), 'utf8');
    const [, to = '', port] = /otlp\/jaeger: \{ endpoint: ([\w-]+):(\d+)/.exec(collector) ?? [];
    const traces = { from: 'otel-collector', to, port: Number(port) };
    const dialled = [...(await dialledEdges(SERVICES, settings)), traces].map(shown).sort();
    expect(dialled).toContain('rules → grading-periods:4101');
    expect(dialled).not.toContain('console → kafka:9092');
    expect(allowedEdges(base).out).toEqual(dialled);
    const inCluster = dialled.filter((edge) => !/→ (kafka|mongodb|powerschool|smtp|webhooks|jaeger):/.test(edge));
    expect(allowedEdges(base).in).toEqual(inCluster);
  });

  it('is by default nobody who signs people in: with its component the console may dial it, and no other service', async () => {
    const component = await readManifests(path.join(KUBERNETES, 'components', 'openid-connect'));
    expect(allowedEdges(component)).toEqual({ out: ['console → identity-provider:443'], in: [] });
    expect(allowedEdges(base).out.join()).not.toContain('identity-provider');
    const text = await readFile(path.join(KUBERNETES, 'components', 'openid-connect', 'kustomization.yaml'), 'utf8');
    const named = [...text.matchAll(/name: (OIDC_\w+)/g)].map(([, name = '']) => name);
    const known = await readFile(path.join(SERVICES, 'console', 'sign-in', 'oidc', 'oidc-settings.ts'), 'utf8');
    expect(named).toHaveLength(2);
    for (const name of named) expect(known).toContain(`${name}:`);
  });

  it('is told of where it is more or less than that', () => {
    const isPolicy = ({ kind, metadata }: Manifest, name: string) => kind === 'NetworkPolicy' && metadata.name === name;
    const without = (name: string) => overlayFaults(base.filter((manifest) => !isPolicy(manifest, name)));
    expect(without('default-deny')).toContain('no policy denies everything by default');
    expect(without('into-rules')).toContain('console → rules:4102 is not let in');
    expect(without('to-rules')).toContain('console → rules:4102 is not let out');
    expect(without('to-kafka')).toContain('no edge leads to or from topics');
  });
});

it('the alerts are those that Compose has', async () => {
  expect(await readFile(PROMETHEUS_RULE, 'utf8')).toBe(await prometheusRule());
  const rules = await readYaml(path.join(REPOSITORY, 'deploy', 'observability', 'prometheus', 'passback.rules.yaml'));
  expect(await readYaml(PROMETHEUS_RULE)).toMatchObject({ kind: 'PrometheusRule', spec: rules });
});

it('Strimzi’s topics are those of the catalogue', () => {
  const found = everything.filter(({ kind }) => kind === 'KafkaTopic');
  const wanted = Object.values(topics).map(({ name, partitions, retentionMs }) => ({
    metadata: { name },
    spec: {
      ...{ partitions, replicas: 3 },
      config: { 'retention.ms': retentionMs, 'max.message.bytes': BATCH_BYTES, 'min.insync.replicas': 2 },
    },
  }));
  expect(found).toHaveLength(wanted.length);
  expect(found).toEqual(expect.arrayContaining(wanted.map((topic) => expect.objectContaining(withAnyLabels(topic)))));
});

const withAnyLabels = ({ metadata, spec }: { metadata: object; spec: object }) => ({
  metadata: expect.objectContaining(metadata),
  spec,
});

it('every file is of some kustomization', async () => {
  const files = await yamlFiles(KUBERNETES);
  const texts = new Map<string, string>();
  for (const file of files) texts.set(file, await readFile(path.join(KUBERNETES, file), 'utf8'));
  const kustomizations = files.filter((file) => path.basename(file) === 'kustomization.yaml');
  const named = kustomizations.flatMap((file) =>
    [...(texts.get(file) ?? '').matchAll(/[\w./-]+\.yaml\b/g)]
      .map(([name]) => path.join(path.dirname(file), name))
      .filter((name) => !name.includes('..')),
  );
  for (const file of files) if (!kustomizations.includes(file)) expect(named).toContain(file);
});

(builder === null ? describe.skip : describe)('built', () => {
  it('every overlay holds what was asked of the base', async () => {
    for (const overlay of await overlays()) {
      const manifests = await builder!(overlay);
      expect({ overlay, faults: overlayFaults(manifests) }).toEqual({ overlay, faults: [] });
    }
  });
});
