import { Refused, type Reply } from '../http/call.ts';

export const BASE_PATH = '/api/ims/oneroster/v1p1';

export type CodeMinor =
  | 'invalid_filter_field'
  | 'invalid_selection_field'
  | 'invaliddata'
  | 'unauthorisedrequest'
  | 'internal_server_error'
  | 'server_busy'
  | 'deletefailure'
  | 'unknownobject'
  | 'forbidden';

/** The body of every OneRoster answer that is not a success. */
export function statusInfo(codeMinor: CodeMinor, description: string): unknown {
  return {
    imsx_codeMajor: 'failure',
    imsx_severity: 'error',
    imsx_description: description,
    imsx_CodeMinor: {
      imsx_codeMinorField: [{ imsx_codeMinorFieldName: 'TargetEndSystem', imsx_codeMinorFieldValue: codeMinor }],
    },
  };
}

export function invalidData(description: string): Refused {
  return new Refused({ status: 422, body: statusInfo('invaliddata', description) });
}

export function unknownObject(what: string, sourcedId: string): Refused {
  return new Refused({ status: 404, body: statusInfo('unknownobject', `${what} ${sourcedId} was not found.`) });
}

/** What a status that OneRoster does not know of becomes, and the code that goes with it. */
const BY_STATUS: Readonly<Record<number, { readonly status?: number; readonly codeMinor: CodeMinor }>> = {
  400: { codeMinor: 'invaliddata' },
  401: { codeMinor: 'unauthorisedrequest' },
  403: { codeMinor: 'forbidden' },
  404: { codeMinor: 'unknownobject' },
  409: { status: 422, codeMinor: 'invaliddata' },
  429: { codeMinor: 'server_busy' },
  503: { codeMinor: 'server_busy' },
};

/** An answer of the rest of PowerSchool in OneRoster's form: its words stay. Others, and successes, are left as they are. */
export function asStatusInfo(reply: Reply): Reply {
  const { body } = reply;
  if (reply.status < 400 || typeof body !== 'object' || body === null || 'imsx_codeMajor' in body) return reply;
  const { status = reply.status, codeMinor } = BY_STATUS[reply.status] ?? { codeMinor: 'internal_server_error' };
  return { ...reply, status, body: statusInfo(codeMinor, wordsOf(body)) };
}

function wordsOf(body: object): string {
  const { message, errors } = body as { message?: unknown; errors?: readonly { field?: unknown; message?: unknown }[] };
  const details = (errors ?? []).map((error) => `${String(error.field)}: ${String(error.message)}`);
  return [String(message ?? ''), ...details].filter((words) => words !== '').join(' ');
}
