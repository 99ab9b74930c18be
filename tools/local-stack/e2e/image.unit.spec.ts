import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const dockerfile = readFileSync(path.join(ROOT, 'deploy/docker/Dockerfile'), 'utf8');
const ignored = readFileSync(path.join(ROOT, '.dockerignore'), 'utf8').split('\n');
const { workspaces } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { workspaces: string[] };

/** The lines of the stage of that name. */
function stage(name: string): string {
  const found = dockerfile.split(/^FROM /m).find((lines) => new RegExp(`^\\S+ AS ${name}\\n`).test(lines));
  if (found === undefined) throw new Error(`the Dockerfile has no stage ${name}`);
  return found;
}

describe('the image', () => {
  it('installs from the manifests of every workspace', () => {
    const [, copied = ''] = /cp --parents (.+) \/manifests/.exec(stage('manifests')) ?? [];
    for (const workspace of workspaces) expect(copied.split(' ')).toContain(`${workspace}/package.json`);
    expect(globSync(copied.split(' '), { cwd: ROOT }).length).toBeGreaterThan(workspaces.length);
  });

  it.each(['services', 'demo'])('has the page, by %s too, as a stage of its own built it', (target) => {
    expect(stage(target)).toContain('COPY --from=page /page/web/dist web/dist');
    expect(stage('page')).toContain('RUN node web/build.ts');
    expect(ignored).toContain('web/dist');
  });

  it.each(['services', 'demo'])(
    'has the bundle of the services, by %s too, as a stage of its own made it',
    (target) => {
      expect(stage('bundle')).toContain('COPY --from=code /code ./');
      expect(stage('bundle')).toContain('RUN node tools/bundle/main.ts');
      expect(stage(target)).toContain('COPY --from=bundle /bundle/dist dist');
      expect(stage('base')).toContain('CMD ["node", "dist/console.js"]');
      expect(ignored).toContain('dist');
    },
  );

  it.each(['services', 'demo'])(
    'has what Node makes of the bundle, by %s too, made once all code is there',
    (target) => {
      const lines = stage(target).trim().split('\n');
      expect(lines.at(-1)).toBe('RUN ["node", "compile.mjs"]');
      const compile = readFileSync(path.join(ROOT, 'deploy/docker/compile.mjs'), 'utf8');
      for (const pattern of ["'dist/*-app.js'", "'dist/chunks/*.js'"]) expect(compile).toContain(pattern);
    },
  );

  it('holds no tool: neither those that build the page nor other development packages', () => {
    expect(stage('base')).toMatch(/npm ci --omit=dev .*--workspace libs --workspace services /);
    for (const name of ['services', 'demo']) expect(stage(name)).not.toContain('npm');
  });
});
