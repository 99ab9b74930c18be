import { throttleText } from '../access/throttle.ts';
import type { Call, Reply } from '../http/call.ts';
import { isObject } from '../http/body.ts';
import type { Fault } from './fault.ts';

const HTML_PAGE =
  '<!DOCTYPE html><html><head><title>PowerSchool Sign In</title></head><body><h1>Sign In</h1></body></html>';
const TEN_MEGABYTES = 10 * 1024 * 1024;

export type AnsweringFault = Exclude<Fault, { kind: 'delay' | 'reset' | 'late' | 'hang' }>;

/** The answer of a fault, in the words of PowerSchool's own interface; `work` is the reply of the work when it was done. */
export function faultReply(fault: AnsweringFault, call: Call, work: Reply | null): Reply {
  switch (fault.kind) {
    case 'html':
      return { status: fault.status ?? 200, headers: { 'content-type': 'text/html;charset=UTF-8' }, raw: HTML_PAGE };
    case 'truncated':
      return truncated(work, fault.cut ?? 'json');
    case 'huge':
      return { status: 200, raw: Buffer.alloc(fault.bytes ?? TEN_MEGABYTES, ' ') };
    case 'empty':
      return { status: fault.status ?? 200 };
    case 'rowConflict':
      return { status: 409, body: rowConflict(fault, call) };
    default:
      return statusReply(fault);
  }
}

type StatusFault = Exclude<AnsweringFault, { kind: 'html' | 'truncated' | 'huge' | 'empty' | 'rowConflict' }>;

function statusReply(fault: StatusFault): Reply {
  switch (fault.kind) {
    case 'status':
      return said(fault.status, fault.message ?? `Status ${fault.status}`);
    case 'unauthorized':
      return { status: 401, body: { message: 'The access token is invalid or has expired.' } };
    case 'throttle':
      return said(403, fault.text ?? throttleText((fault.seconds ?? 1) * 1_000), fault.retryAfterSeconds);
    case 'fieldAccess':
      return { status: 403, body: FIELD_ACCESS };
    case 'notTeaching':
      return said(403, 'User does not teach section with required access: EDIT');
    case 'unitConflict': {
      const error = { field: fault.field ?? 'name', message: fault.message ?? 'Validation Error' };
      return { status: 409, body: { message: 'Validation Error', errors: [error] } };
    }
    case 'resubmit':
      return said(412, 'Resubmit');
    case 'tooManyRequests':
      return said(429, 'Too many requests.', fault.retryAfterSeconds);
    case 'serverError':
      return said(500, 'Internal server error');
    case 'badGateway':
      return said(502, 'Bad gateway');
    case 'unavailable':
      return said(503, 'Service unavailable', fault.retryAfterSeconds);
  }
}

/** What a plugin without full access to the gradebook's columns is told. */
export const FIELD_ACCESS = {
  message: 'No access to field assignment.createdbyplugin',
  errors: [{ code: 'NoAccess', field: 'assignment.createdbyplugin', resource: 'assignment' }],
};

function said(status: number, message: string, retryAfterSeconds?: number): Reply {
  const reply = { status, body: { message } };
  return retryAfterSeconds === undefined ? reply : { ...reply, headers: { 'retry-after': String(retryAfterSeconds) } };
}

/** The real reply cut in the middle; where the work was not done, the beginning of one. */
function truncated(work: Reply | null, cut: 'json' | 'connection'): Reply {
  const whole = work?.raw?.toString() ?? JSON.stringify(work?.body ?? { assignment_scores: [{ studentsdcid: 0 }] });
  const headers = cut === 'connection' ? { 'content-length': String(Buffer.byteLength(whole)) } : {};
  return { status: work?.status ?? 200, headers, raw: whole.slice(0, Math.max(1, Math.floor(whole.length / 2))) };
}

function rowConflict(fault: Extract<Fault, { kind: 'rowConflict' }>, call: Call): unknown {
  const rows = scoreRows(call);
  if (fault.studentDcids === undefined && rows.length === 0) {
    return { message: 'The student is not enrolled in the class.' };
  }
  const named = fault.studentDcids ?? rows.slice(0, 1).map(({ studentDcid }) => studentDcid);
  const errors = named.map((student_dcid) => {
    const row = rows.find(({ studentDcid }) => studentDcid === student_dcid);
    const field = `Student.id [${student_dcid}] does not have an AssignmentStudentAssociation`;
    const params = { assignment_section_id: row?.assignmentSectionId ?? null, student_dcid };
    return { field, message: 'Validation Error', params };
  });
  return fault.unnamed === true
    ? { message: 'Validation Error', errors: [{ field: 'AssignmentStudentAssociation', message: 'Validation Error' }] }
    : { message: 'Validation Error', errors };
}

function scoreRows(call: Call): { studentDcid: number; assignmentSectionId: unknown }[] {
  let body: unknown;
  try {
    body = JSON.parse(call.body.toString('utf8')) as unknown;
  } catch {
    return [];
  }
  const rows =
    isObject(body) && Array.isArray(body['assignment_scores']) ? (body['assignment_scores'] as unknown[]) : [];
  return rows.filter(isObject).map((row) => {
    const part = row['_assignmentsection'];
    return {
      studentDcid: Number(row['studentsdcid']),
      assignmentSectionId: isObject(part) ? part['assignmentsectionid'] : null,
    };
  });
}
