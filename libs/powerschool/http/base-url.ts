import { SisError } from '../port/gradebook.ts';

export interface BaseUrl {
  readonly origin: string;
  /** Path before every request's, without a slash at its end; mostly empty. */
  readonly prefix: string;
  readonly host: string;
  readonly port: number;
}

/**
 * Takes a district's base URL apart. Throws a district failure when it is not http(s), carries credentials, a query or a fragment:
 * no request of this district could be right.
 */
export function parseBaseUrl(text: string): BaseUrl {
  const url = URL.canParse(text) ? new URL(text) : null;
  const secure = url?.protocol === 'https:';
  if (url === null || (!secure && url.protocol !== 'http:')) throw addressRefused('it has to be an http or https URL');
  if (url.username !== '' || url.password !== '') throw addressRefused('it must not carry credentials');
  if (url.search !== '' || url.hash !== '') throw addressRefused('it must not carry a query or a fragment');
  return {
    origin: url.origin,
    prefix: url.pathname.replace(/\/+$/, ''),
    host: url.hostname,
    port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
  };
}

/** The failure of a district whose PowerSchool is said to be where it may not be, or where somebody else is. */
export function addressRefused(why: string, cause?: unknown): SisError {
  return new SisError(
    { class: 'district', code: 'SIS_ADDRESS_REFUSED' },
    `The address of PowerSchool is not usable: ${why}`,
    cause,
  );
}
