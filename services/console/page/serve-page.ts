import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import { HttpProblem, type HttpServer } from '@passback/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Where the page stands once it is built, in the repository as in the image. */
export const BUILT_PAGE = path.resolve(import.meta.dirname, '../../../web/dist');

/** Addresses that the page makes views of itself. */
const VIEWS = ['/', '/districts', '/districts/new', '/dead-letters', '/d/*'] as const;
/** Paths of the API and of what the page loads: what is not there is told as there. */
const NO_VIEWS = /^\/(?:v1|assets|documentation|sign-in)(?:[/?]|$)/;
const NONCE_PLACE = '%STYLE_NONCE%';
const NONCE_BYTES = 18;
const YEAR_S = 31_536_000;

export interface PageOptions {
  /** Folder of the built page. */
  readonly root: string;
  /** Nobody could get past the first view otherwise. */
  readonly canSignIn: boolean;
}

/**
 * The page that people use. Where nobody can sign in, or it was not built, its addresses answer 404 with what to do; the API is there all
 * the same.
 */
export async function servePage(server: HttpServer, { root, canSignIn }: PageOptions): Promise<void> {
  const html = canSignIn ? readPage(root) : null;
  if (html === null) {
    const detail = canSignIn
      ? 'the page is not built: `npm start` builds it, and it is in the image'
      : 'no sign-in is configured: OIDC_ISSUER says who signs people in (docs/sign-in.md); the API is at /documentation';
    for (const view of VIEWS)
      server.get(view, { schema: { hide: true } }, async () => {
        throw new HttpProblem(404, 'There is no page here', { detail });
      });
    return;
  }
  for (const view of VIEWS)
    server.get(view, { schema: { hide: true } }, async (request, reply) => sendPage(html, request, reply));
  // Whoever typed an address that leads nowhere is told so by the page, in their language.
  server.get('/*', { schema: { hide: true } }, async (request, reply) => {
    if (!isView(request)) return reply.callNotFound();
    return sendPage(html, request, reply.code(404));
  });
  await server.register(fastifyStatic, {
    root: path.join(root, 'assets'),
    prefix: '/assets/',
    schemaHide: true,
    // Their names have a hash of what is in them.
    immutable: true,
    maxAge: YEAR_S * 1_000,
    preCompressed: true,
    index: false,
    setHeaders: (reply) => void reply.header('x-content-type-options', 'nosniff'),
  });
}

function readPage(root: string): string | null {
  try {
    return readFileSync(path.join(root, 'index.html'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Whether a browser asks for something to look at. */
function isView({ url, headers: { accept = '' } }: FastifyRequest): boolean {
  return accept.includes('text/html') && !NO_VIEWS.test(url);
}

function sendPage(html: string, { protocol }: FastifyRequest, reply: FastifyReply): FastifyReply {
  const nonce = randomBytes(NONCE_BYTES).toString('base64url');
  if (protocol === 'https') reply.header('strict-transport-security', `max-age=${YEAR_S}`);
  return reply
    .headers({
      'content-security-policy': policyWith(nonce),
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=()',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    })
    .type('text/html; charset=utf-8')
    .send(html.replace(NONCE_PLACE, nonce));
}

/** Scripts of our own alone, none of them within the page; the sheet that the component library makes has the nonce. */
function policyWith(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
