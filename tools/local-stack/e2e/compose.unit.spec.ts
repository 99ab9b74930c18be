import { globSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const compose = readFileSync(path.join(ROOT, 'docker-compose.yml'), 'utf8');
const demo = readFileSync(path.join(ROOT, 'deploy/compose/demo/demo.env'), 'utf8');

const settings = (name: string): (string | undefined)[] =>
  [...compose.matchAll(new RegExp(`^ +${name}: (.*)$`, 'gm'))].map(([, value]) => value);

describe('Compose without the demo', () => {
  it.each(['SECRETS_KEY', 'GF_SECURITY_ADMIN_PASSWORD'])('asks for %s and has none of its own', (name) => {
    expect(settings(name)).toEqual([expect.stringMatching(/^\$\{[A-Z_]+:\?[^}]+\}$/)]);
  });

  it('asks for the districts, and has none beside the demo’s', () => {
    expect(compose).toMatch(/volumes: \['\$\{DISTRICTS_FOLDER:\?[^}]+\}:\/config:ro'\]/);
    expect(readdirSync(path.join(ROOT, 'deploy/compose'))).toEqual(['demo']);
  });

  it.each(['PASSBACK_DEMO', 'PASSBACK_DISTRICT_DEMO', 'OTUS_TOKEN'])(
    'has no %s: the file of the demo sets it',
    (name) => {
      expect(settings(name)).toEqual([expect.stringMatching(/^\$\{[A-Z_]+:-\}$/)]);
    },
  );

  it('knows none of the demo’s values', () => {
    const values = [...demo.matchAll(/^(?:SECRETS_KEY|PASSBACK_DISTRICT_DEMO|DEMO_TOKEN)=(.+)$/gm)];
    expect(values).toHaveLength(3);
    for (const [, value = ''] of values) expect(compose).not.toContain(value);
    expect(compose).not.toMatch(/[0-9a-f]{64}/i);
  });

  it('starts every service from its bundle', () => {
    const services = globSync('services/*/main.ts', { cwd: ROOT }).map((main) => path.basename(path.dirname(main)));
    const commands = [...compose.matchAll(/^ {4}command: \['node', '(dist\/[^']+)'\]$/gm)].map(([, file]) => file);
    expect(commands.sort()).toEqual(services.map((name) => `dist/${name}.js`).sort());
  });

  it('publishes every port on this machine only, unless it is said otherwise', () => {
    const ports = [...compose.matchAll(/ports: \[([^\]]*)\]/g)].flatMap(([, list = '']) => list.split(', '));
    expect(ports.length).toBeGreaterThan(7);
    for (const port of ports) expect(port).toMatch(/^'(127\.0\.0\.1|\$\{PUBLISH_ADDRESS:-127\.0\.0\.1\}):\d+:\d+'$/);
  });
});
