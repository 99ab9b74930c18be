import type { Ledger } from '@passback/ledger';
import type { Clock, Logger } from '@passback/service-kit';
import { audited } from '../audit/audited.ts';
import { readDistrictsFile } from '../districts/districts-file.ts';
import { deleteDistrict } from './delete-district.ts';
import { exportDistrict } from './export-district.ts';
import { deleteStudent, findStudent } from './student-data.ts';

const USAGE = `npm run district -- export DISTRICT                      all that is kept of it, a JSON line each
npm run district -- delete DISTRICT --confirm DISTRICT  removes it; its log of commands stays
npm run district -- find-student DISTRICT STUDENT       where a student (Otus' id) still stands
npm run district -- delete-student DISTRICT STUDENT     takes a student out of everything
npm run district -- template [ID]                       a file of a district to begin with
npm run district -- check FILE                          tries what a file of districts says with their PowerSchools
  --section SCHOOL/SECTION/TEACHER/TERM                 ids of PowerSchool; with access, terms and categories of it; may be given again
  --language es                                         says it in Spanish`;

/** It was not understood what is to be done. */
export class UsageError extends Error {
  override toString(): string {
    return `${this.message}\n${USAGE}`;
  }
}

export interface CommandParts {
  readonly ledger: Ledger;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger?: Pick<Logger, 'warn'>;
  readonly say: (line: string) => Promise<void>;
  /** `DISTRICTS_FILE`, where it is set: what it names would be back with the next start. */
  readonly districtsFile: string | null;
}

/** Who the operator's own commands are recorded by. */
const BY_OPERATOR = 'operator';

/** Carries out one command, recorded before it takes effect. False where something is left to do. Throws `UsageError`, and what the ledger throws. */
export async function runDistrictCommand(args: readonly string[], parts: CommandParts): Promise<boolean> {
  const [command, districtId, argument, confirmed, ...others] = args;
  if (districtId === undefined || districtId === '' || others.length > 0) throw new UsageError('what is to be done?');
  switch (command) {
    case 'export':
      if (argument !== undefined) throw new UsageError('export takes a district');
      return exporting(parts, districtId);
    case 'delete':
      if (argument !== '--confirm' || confirmed !== districtId)
        throw new UsageError(`to remove all of ${districtId} say its id again: --confirm ${districtId}`);
      return deleting(parts, districtId);
    case 'find-student':
    case 'delete-student': {
      if (argument === undefined || confirmed !== undefined) throw new UsageError(`${command} takes a student’s id`);
      if (command === 'delete-student') return deletingStudent(parts, districtId, argument);
      const { units, attempts } = await findStudent(parts.ledger, districtId, argument);
      await parts.say(`the student stands in ${units} units and ${attempts} attempts`);
      return true;
    }
    default:
      throw new UsageError(`there is no command ${command}`);
  }
}

async function exporting(parts: CommandParts, districtId: string): Promise<boolean> {
  const { ledger, clock, say } = parts;
  let lines = 0;
  await audited(
    parts,
    { districtId, requestedBy: BY_OPERATOR, command: 'export' },
    async () => {
      for await (const line of exportDistrict(ledger, districtId, clock.now())) {
        await say(JSON.stringify(line));
        lines += 1;
      }
    },
    () => ({ status: 200, result: { lines } }),
  );
  return true;
}

async function deleting(parts: CommandParts, districtId: string): Promise<boolean> {
  const { ledger, say, districtsFile } = parts;
  const named = districtsFile === null ? [] : await readDistrictsFile(districtsFile);
  if (named.some((district) => district.districtId === districtId))
    throw new Error(
      `${districtId} stands in DISTRICTS_FILE ${districtsFile}, and would be back with the next start: take it out first`,
    );
  const removed = await audited(
    parts,
    { districtId, requestedBy: BY_OPERATOR, command: 'deletion', asked: { what: 'district' } },
    () => deleteDistrict(ledger.districtData, districtId),
    (counts) => ({ status: 200, result: { removed: counts } }),
  );
  await say(`removed of ${districtId}: ${JSON.stringify(removed)}`);
  return true;
}

/** The audit log says that a student was removed, and not which: that it was this one is for who asked to keep. */
async function deletingStudent(parts: CommandParts, districtId: string, studentId: string): Promise<boolean> {
  const { ledger, clock, say } = parts;
  const removed = await audited(
    parts,
    { districtId, requestedBy: BY_OPERATOR, command: 'deletion', asked: { what: 'student' } },
    () => deleteStudent(ledger, districtId, studentId, () => clock.now()),
    (counts) => ({ status: 200, result: { ...counts } }),
  );
  await say(`taken out of ${removed.units} units, ${removed.attempts} of their attempts removed`);
  if (removed.left > 0) await say(`${removed.left} units are being delivered or written: do it again`);
  return removed.left === 0;
}
