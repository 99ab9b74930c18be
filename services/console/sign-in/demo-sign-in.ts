import type { Ledger, SessionGrant } from '@passback/ledger';
import { CONSOLE_LIMITS } from '../limits.ts';
import type { DemoWay, Person } from './sign-in-way.ts';

const PREFIX = 'demo:';

/** The demo's way in: whoever asks is whom they choose. For `PASSBACK_DEMO` alone. */
export function demoSignIn(ledger: Pick<Ledger, 'districts' | 'staff'>): DemoWay {
  return {
    kind: 'demo',
    owns: (personId) => personId.startsWith(PREFIX),
    people: () => demoPeople(ledger),
  };
}

/** An operator, then of each district an administrator, a viewer and the teachers of its staff list. */
async function demoPeople(ledger: Pick<Ledger, 'districts' | 'staff'>): Promise<readonly Person[]> {
  const people: Person[] = [{ personId: `${PREFIX}operator`, name: 'Operator', grants: [], isOperator: true }];
  for (const { settings } of await ledger.districts.list()) {
    if (people.length >= CONSOLE_LIMITS.demoPeople) break;
    const { districtId, name } = settings;
    people.push(
      personOf('admin', { districtId, name: `Administrator of ${name}` }),
      personOf('viewer', { districtId, name: `Viewer of ${name}` }),
      ...(await teachersOf(ledger, districtId)),
    );
  }
  return people.slice(0, CONSOLE_LIMITS.demoPeople);
}

async function teachersOf({ staff }: Pick<Ledger, 'staff'>, districtId: string): Promise<readonly Person[]> {
  const members = (await staff.get(districtId))?.staff ?? [];
  return members
    .filter(({ role }) => role === 'teacher')
    .slice(0, CONSOLE_LIMITS.demoPeople)
    .map(({ userId, sisUserId }) => {
      const sisTeacherIds = sisUserId === null ? [] : [sisUserId];
      const teacher = personOf(
        'teacher',
        { districtId, name: `Teacher ${userId}` },
        { otusUserIds: [userId], sisTeacherIds },
      );
      return { ...teacher, personId: `${teacher.personId}:${userId}` };
    });
}

function personOf(
  role: SessionGrant['role'],
  { districtId, name }: { readonly districtId: string; readonly name: string },
  ids: Pick<SessionGrant, 'otusUserIds' | 'sisTeacherIds'> = { otusUserIds: [], sisTeacherIds: [] },
): Person {
  const grants = [{ districtId, role, ...ids }];
  return { personId: `${PREFIX}${role}:${districtId}`, name, grants, isOperator: false };
}
