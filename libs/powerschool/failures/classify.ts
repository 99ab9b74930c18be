import { SisError } from '../port/gradebook.ts';
import type { SisRequest, SisResponse } from '../port/transport.ts';
import { FAILURE_TABLE, type FailureRule } from './failure-table.ts';
import { isHtml, wordsOf } from './words.ts';

/** The failure that an answer stands for, by the failure table, with PowerSchool's own words. */
export function failureOf(
  request: Pick<SisRequest, 'method'>,
  response: Pick<SisResponse, 'status' | 'body'>,
  phase: 'token' | 'call' = 'call',
): SisError {
  const words = wordsOf(response.body);
  const rule = ruleFor(response, phase, words);
  return new SisError(
    {
      class: rule.class,
      code: rule.code,
      status: response.status,
      // A gateway's error or a broken answer says nothing about whether the write behind it was done.
      uncertain: rule.class === 'transient' && mayHaveChanged(request) && !isRefusal(response.status),
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

function isRefusal(status: number): boolean {
  return status >= 400 && status < 500;
}

function ruleFor(response: Pick<SisResponse, 'status' | 'body'>, phase: 'token' | 'call', words: string): FailureRule {
  const html = isHtml(response.body);
  const rule = FAILURE_TABLE.find(
    (candidate) =>
      (candidate.phase ?? phase) === phase &&
      (candidate.html ?? html) === html &&
      (candidate.status === undefined ||
        (response.status >= candidate.status[0] && response.status <= candidate.status[1])) &&
      (candidate.words?.test(words) ?? true),
  );
  if (rule === undefined) throw new Error('the last rule of the failure table holds for every answer');
  return rule;
}
