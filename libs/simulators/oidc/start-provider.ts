import { generateKeyPair } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import Provider, { type Configuration, interactionPolicy, type JWK } from 'oidc-provider';
import { Listener } from '../powerschool/http/listener.ts';
import { accountsPage, signOutPage } from './accounts-page.ts';
import { KeptInMemory } from './kept-in-memory.ts';

/** Somebody who can sign in, with what is said of them. */
export interface OidcAccount {
  readonly sub: string;
  readonly name: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

export interface OidcProviderOptions {
  /** 0 or left out = any free port. */
  readonly port?: number;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the client’s browsers come back to: signed in, and signed out. */
  readonly redirectUri: string;
  readonly signedOutUri: string;
  readonly accounts: () => readonly OidcAccount[] | Promise<readonly OidcAccount[]>;
  /** Whether clients are given refresh tokens; a new one each time. */
  readonly refreshTokens: boolean;
  /** Of the cookies, which this process alone reads. */
  readonly cookieKey: string;
}

export interface OidcSimulator {
  /** As the provider calls itself. */
  readonly issuer: string;
  /** Ends what the client was given about an account: its refresh tokens are taken no more. */
  revoke(sub: string): void;
  /** Refuses connections until `comeBack`. */
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
const HOUR_S = 3_600;
const INTERACTION = /^\/interaction\/([^/?]+)(\/refuse)?$/;

/** A provider of OpenID Connect that asks for no password: whoever comes picks an account. */
export async function startOidcProvider(options: OidcProviderOptions): Promise<OidcSimulator> {
  let handle: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => response.end();
  const listener = new Listener((request, response) => handle(request, response), HOST, options.port ?? 0);
  await listener.open();
  const issuer = `http://${HOST}:${listener.port}`;
  const kept = new KeptInMemory();
  const provider = new Provider(issuer, { ...configurationOf(options), adapter: kept.adapter, jwks: await newKeys() });
  const others = provider.callback();
  handle = (request, response) => {
    const match = INTERACTION.exec((request.url ?? '').split('?')[0] ?? '');
    if (match === null) return void others(request, response);
    interact(provider, options, { request, response, isRefused: match[2] !== undefined }).catch(() => {
      if (!response.headersSent) response.writeHead(400).end('This sign-in is over.');
    });
  };
  return {
    issuer,
    revoke: (sub) => kept.revoke(sub),
    goDown: () => listener.close(),
    comeBack: () => listener.open(),
    stop: () => listener.close(),
  };
}

/** Of this process alone, to sign ID tokens with. */
async function newKeys(): Promise<NonNullable<Configuration['jwks']>> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2_048 });
  return { keys: [{ ...privateKey.export({ format: 'jwk' }), kty: 'RSA', use: 'sig', alg: 'RS256' } as JWK] };
}

interface Interaction {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly isRefused: boolean;
}

/** `GET`: who there is to pick; `?account=` picks one; `/refuse`: the person wants none of it. */
async function interact(provider: Provider, options: OidcProviderOptions, asked: Interaction): Promise<void> {
  const { request, response, isRefused } = asked;
  const { uid } = await provider.interactionDetails(request, response);
  const url = new URL(request.url ?? '/', 'http://provider.invalid');
  const accountId = url.searchParams.get('account');
  if (isRefused) {
    const refusal = { error: 'access_denied', error_description: 'the person refused' };
    return provider.interactionFinished(request, response, refusal, { mergeWithLastSubmission: false });
  }
  if (accountId !== null)
    return provider.interactionFinished(
      request,
      response,
      { login: { accountId }, select_account: {} },
      { mergeWithLastSubmission: false },
    );
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(accountsPage(await options.accounts(), `/interaction/${uid}`));
}

function configurationOf(options: OidcProviderOptions): Configuration {
  const { clientId, clientSecret, redirectUri, signedOutUri, accounts, cookieKey } = options;
  return {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        grant_types: ['authorization_code', 'refresh_token'],
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [signedOutUri],
      },
    ],
    cookies: { keys: [cookieKey] },
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async (context, form) => {
          context.body = signOutPage(form);
        },
      },
    },
    interactions: { policy: policy(), url: (_context, { uid }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    issueRefreshToken: async () => options.refreshTokens,
    rotateRefreshToken: true,
    ttl: {
      Session: HOUR_S,
      Grant: HOUR_S,
      RefreshToken: HOUR_S,
      AccessToken: HOUR_S,
      IdToken: HOUR_S,
      Interaction: HOUR_S,
    },
    // Whatever is known of somebody is said, in the ID token too, whichever scopes are asked for.
    conformIdTokenClaims: false,
    claims: { openid: ['sub', 'name', ...CLAIMS] },
    findAccount: async (_context, sub) => {
      const account = (await accounts()).find((candidate) => candidate.sub === sub);
      if (account === undefined) return undefined;
      return { accountId: sub, claims: async () => ({ name: account.name, ...account.claims, sub }) };
    },
    // Nobody is asked whether the client may know who they are.
    loadExistingGrant: async ({ oidc }) => {
      const { client, session, provider, params } = oidc;
      if (client === undefined || session?.accountId === undefined) return undefined;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope(String(params?.['scope'] ?? 'openid'));
      await grant.save();
      return grant;
    },
  };
}

/** Beside what is usual, an account can be asked for although one is known. */
function policy(): interactionPolicy.DefaultPolicy {
  const prompts = interactionPolicy.base();
  prompts.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  return prompts;
}

/** Claims as providers of schools name them. */
const CLAIMS = [
  ...['email', 'email_verified', 'preferred_username', 'hd', 'tid', 'oid', 'roles', 'groups', 'wids'],
  ...['TenantId', 'District', 'Role', 'SourcedId', 'district_id', 'user_type', 'otus_user_id'],
];
