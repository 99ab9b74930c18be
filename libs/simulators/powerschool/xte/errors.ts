import type { Violation } from '../gradebook/assignment-rules.ts';
import { Refused } from '../http/call.ts';

export interface RowError extends Violation {
  readonly params?: { readonly assignment_section_id: number; readonly student_dcid: number };
}

export function badRequest(field: string, message: string): Refused {
  return new Refused({ status: 400, body: { message: 'Bad Request', errors: [{ field, message }] } });
}

export function notFound(what: string, id: number | string): Refused {
  return new Refused({ status: 404, body: { message: `${what} with id ${id} was not found.` } });
}

export function notTeaching(sectionId: number): Refused {
  const message = `User does not teach section [${sectionId}] with required access: EDIT`;
  return new Refused({ status: 403, body: { message } });
}

export function invalid(errors: readonly RowError[]): Refused {
  return new Refused({ status: 409, body: { message: 'Validation Error', errors } });
}

/** The answer to a score for an assignment that somebody deleted: a 500, not a 404. */
export function lostAssignmentSection(id: number): Refused {
  const message = `Unable to find com.pearson.powerschool.xte.model.AssignmentSection with id ${id}`;
  return new Refused({ status: 500, body: { message } });
}
