import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningConsole, startConsole } from '../testing/console.fixture.ts';
import { DEMO, withStaff } from '../testing/people.fixture.ts';
import { DISTRICT } from '../testing/settings.fixture.ts';

const INDEX = path.resolve(import.meta.dirname, '../../../web/index.html');
const SCRIPT = '/assets/index-C0FFEE00.js';
const SCRIPT_TEXT = 'export const greeting = "hello";\n'.repeat(100);
const SECRET = randomBytes(12).toString('hex');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'passback-page-'));
  const built = path.join(folder, 'dist');
  mkdirSync(path.join(built, 'assets'), { recursive: true });
  copyFileSync(INDEX, path.join(built, 'index.html'));
  const script = path.join(built, SCRIPT);
  writeFileSync(script, SCRIPT_TEXT);
  writeFileSync(`${script}.br`, brotliCompressSync(SCRIPT_TEXT));
  writeFileSync(`${script}.gz`, gzipSync(SCRIPT_TEXT));
  writeFileSync(path.join(folder, 'secret.txt'), SECRET);
  writeFileSync(path.join(built, 'secret.txt'), SECRET);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Answered {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** As it was sent: `fetch` decompresses, and takes `..` out of addresses. */
async function get(address: string, headers: Record<string, string> = {}): Promise<Answered> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const { hostname, port } = new URL(console.url);
    request({ hostname, port, path: address, headers }, resolve).once('error', reject).end();
  });
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: await buffer(answer) };
}

/** What a directive of the content security policy allows. */
function allowed(policy: string | string[] | undefined, directive: string): string[] | undefined {
  const directives = String(policy)
    .split('; ')
    .map((one) => one.split(' '));
  return directives.find(([name]) => name === directive)?.slice(1);
}

let console: RunningConsole;

describe('the page', () => {
  beforeAll(async () => {
    console = await startConsole({ WEB_ROOT: path.join(folder, 'dist') }, { operator: DEMO, prepare: withStaff });
  });
  afterAll(() => console.stop());

  it.each(['/', '/districts', '/districts/new', '/dead-letters', `/d/${DISTRICT}/assessments/sa-1`])(
    'is answered at %s',
    async (view) => {
      const { status, headers, body } = await get(view);
      expect(status).toBe(200);
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(body.toString()).toContain('<div id="root">');
    },
  );

  it('says to a browser that there is nothing where there is nothing, with 404', async () => {
    const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
    for (const address of ['/nowhere', '/districts/none/at/all', '/v1x']) {
      const { status, headers, body } = await get(address, html);
      expect([address, status, headers['content-type']]).toEqual([address, 404, 'text/html; charset=utf-8']);
      expect(body.toString()).toContain('<div id="root">');
      expect(headers['content-security-policy']).toContain("default-src 'none'");
    }
  });

  it.each([
    ['/v1/nowhere', 'text/html'],
    ['/v1', 'text/html'],
    ['/assets/none.js', 'text/html'],
    ['/sign-in/nowhere', 'text/html'],
    ['/nowhere', 'application/json'],
    ['/nowhere', '*/*'],
  ])('stays away from %s where %s is asked for', async (address, accept) => {
    const { status, headers } = await get(address, { accept });
    expect([status, headers['content-type']]).toEqual([404, expect.stringContaining('application/problem+json')]);
  });

  it('is kept by no cache, framed by nobody, and told to no other site', async () => {
    const { headers } = await get('/');
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=()',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
    expect(allowed(headers['content-security-policy'], 'frame-ancestors')).toEqual(["'none'"]);
  });

  it('allows scripts and calls of its own alone, and nothing unsafe', async () => {
    const policy = (await get('/')).headers['content-security-policy'];
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(allowed(policy, 'default-src')).toEqual(["'none'"]);
    expect(allowed(policy, 'script-src')).toEqual(["'self'"]);
    expect(allowed(policy, 'connect-src')).toEqual(["'self'"]);
    expect(allowed(policy, 'base-uri')).toEqual(["'none'"]);
    expect(allowed(policy, 'form-action')).toEqual(["'self'"]);
  });

  it('has a nonce for its styles that no other answer has', async () => {
    const nonces = new Set<string>();
    for (let time = 0; time < 5; time++) {
      const { headers, body } = await get('/');
      const [, nonce = ''] = /name="style-nonce" content="([\w-]{24})"/.exec(body.toString()) ?? [];
      expect(allowed(headers['content-security-policy'], 'style-src')).toEqual(["'self'", `'nonce-${nonce}'`]);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(5);
  });

  it('has neither scripts nor styles nor handlers within it', async () => {
    const html = (await get('/')).body.toString();
    const scripts = [...html.matchAll(/<script\b([^>]*)>([^<]*)/g)];
    expect(scripts).not.toEqual([]);
    for (const [, attributes, text] of scripts)
      expect([attributes, text]).toEqual([expect.stringContaining('src='), '']);
    expect(html).not.toMatch(/<style|\son\w+=|\sstyle=|javascript:/i);
  });
});

describe('what the page loads', () => {
  beforeAll(async () => {
    console = await startConsole({ WEB_ROOT: path.join(folder, 'dist') }, { operator: DEMO, prepare: withStaff });
  });
  afterAll(() => console.stop());

  it('is kept for a year', async () => {
    const { status, headers, body } = await get(SCRIPT);
    expect([status, body.toString()]).toEqual([200, SCRIPT_TEXT]);
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': expect.stringContaining('javascript'),
      'x-content-type-options': 'nosniff',
    });
  });

  it.each([
    ['br', 'gzip, deflate, br, zstd', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
  ])('comes as %s where the browser takes it', async (encoding, accepted, decompress) => {
    const { headers, body } = await get(SCRIPT, { 'accept-encoding': accepted });
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers['content-type']).toContain('javascript');
    expect(headers['vary']).toMatch(/accept-encoding/i);
    expect(body.length).toBeLessThan(SCRIPT_TEXT.length);
    expect(decompress(body).toString()).toBe(SCRIPT_TEXT);
  });

  it.each(['/assets/index-00000000.js', '/assets'])('is answered with 404 where there is none: %s', async (at) => {
    const { status, headers, body } = await get(at);
    expect(status).toBe(404);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(headers['cache-control'] ?? '').not.toContain('immutable');
    expect(JSON.parse(body.toString())).toMatchObject({ status: 404 });
  });

  it.each([
    '/assets/',
    '/assets/../secret.txt',
    '/assets/../../secret.txt',
    '/assets/%2e%2e/secret.txt',
    '/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/assets/..%00/secret.txt',
    '/assets//../../secret.txt',
  ])('neither lists its folder nor stands outside it: %s', async (address) => {
    const { status, body } = await get(address);
    expect([400, 403, 404]).toContain(status);
    expect(body.toString()).not.toContain(SECRET);
  });
});

describe.each([
  ['nobody can sign in', {}, () => ({ WEB_ROOT: path.join(folder, 'dist') }), /OIDC_ISSUER/],
  ['it is not built', { operator: DEMO }, () => ({ WEB_ROOT: path.join(folder, 'none') }), /npm start/],
])('where %s', (_, parts, settings, advice) => {
  beforeAll(async () => {
    console = await startConsole(settings(), { ...parts, prepare: withStaff });
  });
  afterAll(() => console.stop());

  it.each(['/', '/districts', `/d/${DISTRICT}/tonight`])('%s says what to do', async (view) => {
    const problem = await console.problem('GET', view, { token: null });
    expect(problem).toMatchObject({
      status: 404,
      title: 'There is no page here',
      detail: expect.stringMatching(advice),
    });
  });

  it('the API answers', async () => {
    expect(await console.call('GET', `/v1/districts/${DISTRICT}`)).toMatchObject({ status: 200 });
  });
});
