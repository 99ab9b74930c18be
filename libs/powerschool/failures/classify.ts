import type { FailureClass } from '@passback/domain';
import { SisError } from '../port/gradebook.ts';
import type { SisRequest, SisResponse } from '../port/transport.ts';
import { FAILURE_TABLE, type FailureRule } from './failure-table.ts';
import { isHtml, saysWhy, wordsOf } from './words.ts';

/** The failure that an answer stands for, by the failure table, with PowerSchool's own words. */
export function failureOf(
  request: Pick<SisRequest, 'method'>,
  response: Pick<SisResponse, 'status' | 'body'> & Partial<Pick<SisResponse, 'headers'>>,
  phase: 'token' | 'call' = 'call',
): SisError {
  const words = redirectOf(response) ?? wordsOf(response.body);
  const rule = ruleFor(response, phase, words);
  return new SisError(
    {
      class: rule.class,
      code: rule.code,
      status: response.status,
      uncertain: mayHaveChanged(request) && !isRefusal(response, rule.class),
    },
    words === '' ? `HTTP ${response.status}` : words,
  );
}

/** A 2xx whose body cannot be what was asked for: cut off, not JSON, or of another shape. `what` says how it is wrong. */
export function brokenAnswer(request: Pick<SisRequest, 'method' | 'route'>, status: number, what: string): SisError {
  return new SisError(
    { class: 'transient', code: 'SIS_UNAVAILABLE', status, uncertain: mayHaveChanged(request) },
    `${request.method} ${request.route}: ${what}`,
  );
}

/** Whether a request whose reply is lost may have changed something. */
export function mayHaveChanged(request: Pick<SisRequest, 'method'>): boolean {
  return request.method !== 'GET';
}

/** Where a redirect leads, by its host alone: a path or a query may hold a session. Null for any other answer. */
function redirectOf({
  status,
  headers,
}: Pick<SisResponse, 'status'> & Partial<Pick<SisResponse, 'headers'>>): string | null {
  if (status < 300 || status > 399) return null;
  const target = headers?.['location'];
  const where =
    target !== undefined && /^(?:https?:)?\/\//i.test(target) && URL.canParse(target, 'https://unknown.invalid')
      ? new URL(target, 'https://unknown.invalid').host
      : 'another page of the same host';
  return `PowerSchool redirects to ${target === undefined ? 'nowhere' : where} (HTTP ${status}); redirects are not followed`;
}

/** Client errors that say nothing of whether the work was done: nobody waited for it. */
const NOT_WAITED_FOR: ReadonlySet<number> = new Set([408, 499]);
/** What also a proxy says that does not know the way, after having sent the request on by another. */
const NO_SUCH_PLACE: ReadonlySet<number> = new Set([404, 410]);

/**
 * Whether an answer proves that the request was not carried out: PowerSchool itself refused it. A page, a gateway's error, a redirect or
 * a broken success proves nothing.
 */
function isRefusal({ status, body }: Pick<SisResponse, 'status' | 'body'>, failureClass: FailureClass): boolean {
  if (status === 401) return true;
  if (isHtml(body) || NOT_WAITED_FOR.has(status)) return false;
  // PowerSchool's own words name what is not there, with whatever status.
  if (failureClass === 'deleted' || status === 501) return true;
  return status >= 400 && status < 500 && (!NO_SUCH_PLACE.has(status) || saysWhy(body));
}

function ruleFor(response: Pick<SisResponse, 'status' | 'body'>, phase: 'token' | 'call', words: string): FailureRule {
  const html = isHtml(response.body);
  const rule = FAILURE_TABLE.find(
    (candidate) =>
      (candidate.phase ?? phase) === phase &&
      (candidate.html ?? html) === html &&
      (candidate.status === undefined ||
        (response.status >= candidate.status[0] && response.status <= candidate.status[1])) &&
      (candidate.words?.test(words) ?? true) &&
      candidate.without?.test(words) !== true,
  );
  if (rule === undefined) throw new Error('the last rule of the failure table holds for every answer');
  return rule;
}
