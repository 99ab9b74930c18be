import { ConfigError, currentSecret, type FieldError, fileSettingOf } from '@passback/service-kit';
import { type TProperties, Type } from 'typebox';
import { isLoopback } from '../session-cookie.ts';

const Text = Type.Optional(Type.String({ minLength: 1, maxLength: 4_096 }));

const CHOOSE_PROMPTS = ['select_account', 'login'] as const;
type ChoosePrompt = (typeof CHOOSE_PROMPTS)[number];

/** What the console reads from its environment for people’s sign-in with OpenID Connect. */
export const oidcSettings = {
  /** Who signs people in, as the provider itself calls it; https, on one’s own machine also http. */
  OIDC_ISSUER: Text,
  /** As what the console is registered there. */
  OIDC_CLIENT_ID: Text,
  OIDC_CLIENT_SECRET: Text,
  OIDC_CLIENT_SECRET_FILE: Text,
  /** What is asked for, with spaces between; `openid` has to be among it. */
  OIDC_SCOPES: Text,
  /** What `prompt` asks of the provider where somebody wants to be another person: `select_account`, or `login` where it knows that alone. */
  OIDC_CHOOSE_PROMPT: Type.Optional(Type.Enum([...CHOOSE_PROMPTS])),
  /** JSON file that says which claims give which role. */
  OIDC_ROLES_FILE: Text,
  /** Where people reach the console, as `https://passback.example.org`. */
  CONSOLE_URL: Text,
} satisfies TProperties;

export interface OidcEnvironment {
  readonly OIDC_ISSUER?: string;
  readonly OIDC_CLIENT_ID?: string;
  readonly OIDC_CLIENT_SECRET?: string;
  readonly OIDC_CLIENT_SECRET_FILE?: string;
  readonly OIDC_SCOPES?: string;
  readonly OIDC_CHOOSE_PROMPT?: ChoosePrompt;
  readonly OIDC_ROLES_FILE?: string;
  readonly CONSOLE_URL?: string;
}

export interface OidcSettings {
  readonly issuer: URL;
  readonly clientId: string;
  /** As it is now; see `currentSecret`. */
  readonly clientSecret: () => string;
  readonly scopes: string;
  readonly choosePrompt: ChoosePrompt;
  readonly rolesFile: string;
  /** An origin. */
  readonly consoleUrl: URL;
}

const DEFAULT_SCOPES = 'openid profile email';
const NEEDED = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_ROLES_FILE', 'CONSOLE_URL'] as const;

/** Null where none of `OIDC_…` is set. Throws `ConfigError` that names what is wrong, or missing beside the others. */
export function readOidcSettings(env: OidcEnvironment): OidcSettings | null {
  const given = Object.keys(oidcSettings).filter((name) => (env[name as keyof OidcEnvironment] ?? '') !== '');
  if (given.every((name) => name === 'CONSOLE_URL')) return null;
  const names = new Set(given);
  if (names.has(fileSettingOf('OIDC_CLIENT_SECRET'))) names.add('OIDC_CLIENT_SECRET');
  const errors: FieldError[] = NEEDED.filter((name) => !names.has(name)).map((path) => ({
    path,
    message: 'must be given with the other settings of OpenID Connect',
  }));
  const issuer = safeUrl('OIDC_ISSUER', env.OIDC_ISSUER, errors);
  const consoleUrl = safeUrl('CONSOLE_URL', env.CONSOLE_URL, errors);
  if (consoleUrl !== null && consoleUrl.pathname !== '/')
    errors.push({ path: 'CONSOLE_URL', message: 'must have no path' });
  const scopes = env.OIDC_SCOPES ?? DEFAULT_SCOPES;
  if (!scopes.split(' ').includes('openid'))
    errors.push({ path: 'OIDC_SCOPES', message: 'must have openid among them' });
  if (errors.length > 0 || issuer === null || consoleUrl === null) throw new ConfigError(errors);
  const { OIDC_CLIENT_ID: clientId = '', OIDC_ROLES_FILE: rolesFile = '' } = env;
  const { OIDC_CLIENT_SECRET, OIDC_CLIENT_SECRET_FILE } = env;
  const clientSecret = (): string =>
    currentSecret({ OIDC_CLIENT_SECRET, OIDC_CLIENT_SECRET_FILE }, 'OIDC_CLIENT_SECRET') ?? '';
  const choosePrompt = env.OIDC_CHOOSE_PROMPT ?? 'select_account';
  return { issuer, clientId, clientSecret, scopes, choosePrompt, rolesFile, consoleUrl };
}

/** Null, and an error, for what people’s tokens and codes must not be sent to; null alone where it is not given. */
function safeUrl(path: string, text: string | undefined, errors: FieldError[]): URL | null {
  if (text === undefined || text === '') return null;
  const url = URL.parse(text);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  const isPlain = url?.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (url !== null && isSafe && isPlain) return url;
  errors.push({ path, message: 'must be an https URL (http only on this machine), without user, query and fragment' });
  return null;
}
