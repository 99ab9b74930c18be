import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Edge } from './edges.ts';

const MONGODB_PORT = 27_017;
const HTTPS_PORT = 443;
/** Of TLS from the start, and of STARTTLS. */
const SMTP_PORTS = [465, 587];
/** What makes the topics dials Kafka alone. */
const TOPICS_JOB = 'topics';

/** The services that there are: a folder with a process each. */
export async function servicesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** Who dials whom, by what each service's sources say that it is given and reads. `settings`: where they find each other. */
export async function dialledEdges(folder: string, settings: ReadonlyMap<string, string>): Promise<Edge[]> {
  const portOf = (name: string): number => Number(/:(\d+)$/.exec(settings.get(name) ?? '')?.[1]);
  const kafka = { to: 'kafka', port: portOf('MESSAGING_URL') };
  const edges: Edge[] = [{ from: TOPICS_JOB, ...kafka }];
  for (const service of await servicesIn(folder)) {
    const sources = await readSources(path.join(folder, service));
    const add = (to: string, port: number): number => edges.push({ from: service, to, port });
    for (const address of addressesIn(sources))
      if (nameOf(address) !== service) add(nameOf(address), portOf(`${address}_ADDRESS`));
    const given = resourcesIn(sources);
    if (given.includes('messaging')) add(kafka.to, kafka.port);
    if (given.includes('ledger')) add('mongodb', MONGODB_PORT);
    if (sources.includes('POWERSCHOOL_CA_FILE')) add('powerschool', HTTPS_PORT);
    if (sources.includes('SMTP_URL')) for (const port of SMTP_PORTS) add('smtp', port);
    if (sources.includes('webhookChannel')) add('webhooks', HTTPS_PORT);
    add('otel-collector', portOf('OTEL_EXPORTER_OTLP_ENDPOINT'));
  }
  return edges;
}

async function readSources(folder: string): Promise<string> {
  const texts = await Promise.all(['settings.ts', 'app.ts'].map((file) => readFile(path.join(folder, file), 'utf8')));
  return texts.join('\n');
}

/** `GRADING_PERIODS` of `GRADING_PERIODS_ADDRESS`, wherever it is read or declared. */
function addressesIn(sources: string): Set<string> {
  return new Set([...sources.matchAll(/\b([A-Z_]+)_ADDRESS\b/g)].map(([, name = '']) => name));
}

/** What of the resources a service takes: those that it picks (`Pick<ServiceResources, 'ledger' | …>`), or all of them. */
function resourcesIn(sources: string): string[] {
  const [, picked] = /Pick<ServiceResources,([^>]+)>/.exec(sources) ?? [];
  return picked === undefined ? ['ledger', 'messaging'] : [...picked.matchAll(/'(\w+)'/g)].map(([, name = '']) => name);
}

const nameOf = (address: string): string => address.toLowerCase().replaceAll('_', '-');
