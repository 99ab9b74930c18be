import { status } from '@grpc/grpc-js';
import type { StudentNamesResponse } from '@passback/contracts';
import { type SectionRef, SisError } from '@passback/powerschool';
import { type Clock, RpcError, within } from '@passback/service-kit';
import type { CommandGradebook } from './command-gradebook.ts';

/** Somebody waits for them in front of a page. */
export const MAX_NAMES_MS = 20_000;
/** Several times the students of the largest section. */
const MAX_NAMES = 1_000;
const MAX_NAME_LENGTH = 200;

/**
 * Names of the section's students, as PowerSchool has them now. Throws `RpcError` where it does not tell in time; a failure is told by its
 * code alone, since the words of an answer could hold a name.
 */
export async function readStudentNames(
  gradebook: Pick<CommandGradebook, 'read'>,
  section: SectionRef,
  clock: Pick<Clock, 'sleep'>,
): Promise<StudentNamesResponse> {
  const late = (): never => {
    throw new RpcError(status.DEADLINE_EXCEEDED, 'PowerSchool did not tell the names in time');
  };
  const reading = gradebook.read((sis) => sis.studentNames(section)).catch(withoutWords);
  const names = await within(MAX_NAMES_MS, reading, { late, clock });
  const entries = [...(names ?? [])].slice(0, MAX_NAMES);
  return {
    names: entries.map(([studentId, name]) => ({ studentId, name: name.slice(0, MAX_NAME_LENGTH) })),
    available: names !== null,
  };
}

function withoutWords(error: unknown): never {
  throw error instanceof SisError ? new RpcError(status.UNAVAILABLE, error.code) : error;
}
