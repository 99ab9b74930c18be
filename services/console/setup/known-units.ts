import type { SectionAssessment, StaffMember } from '@passback/domain';
import { type Ledger, scanUnits } from '@passback/ledger';

/** Units that are looked at: those of a large district's term. */
const MAX_UNITS = 100_000;

export interface Linked {
  readonly known: number;
  readonly linked: number;
}

/** What the snapshots of a district say of its links, and of its assessment types. */
export interface KnownUnits {
  readonly units: Linked;
  /** Otus classes; linked: with a section, a school, a teacher and a term of PowerSchool. */
  readonly classes: Linked;
  /** Who assigned something; linked: in the passback group, and of administrators also in PowerSchool. */
  readonly teachers: Linked;
  /** Otus class ids. */
  readonly unlinkedClasses: readonly string[];
  /** Otus user ids of those who are not, and why. */
  readonly unlinkedTeachers: ReadonlyMap<string, 'ASSIGNER_NOT_IN_GROUP' | 'ASSIGNER_NOT_IN_SIS'>;
  /** Assessment type → units. */
  readonly types: ReadonlyMap<string, number>;
}

export async function knownUnits(
  { sectionAssessments, staff }: Pick<Ledger, 'sectionAssessments' | 'staff'>,
  districtId: string,
): Promise<KnownUnits> {
  const classes = new Map<string, boolean>();
  const assigners = new Set<string>();
  const types = new Map<string, number>();
  let [units, linked] = [0, 0];
  for await (const page of scanUnits(sectionAssessments, districtId, { maxUnits: MAX_UNITS })) {
    for (const { otus } of page) {
      const { section, assignedBy, assessmentType, withdrawn } = otus.snapshot;
      if (withdrawn) continue;
      units += 1;
      const isLinked = isLinkedToSis(section);
      if (isLinked) linked += 1;
      classes.set(section.otusClassId, isLinked || classes.get(section.otusClassId) === true);
      assigners.add(assignedBy);
      types.set(assessmentType, (types.get(assessmentType) ?? 0) + 1);
    }
  }
  const members = new Map((await staff.get(districtId))?.staff.map((member) => [member.userId, member]));
  const unlinkedTeachers = new Map(
    [...assigners].flatMap((userId) => {
      const why = whyNot(members.get(userId));
      return why === null ? [] : [[userId, why] as const];
    }),
  );
  const unlinkedClasses = [...classes].filter(([, isLinked]) => !isLinked).map(([classId]) => classId);
  return {
    units: { known: units, linked },
    classes: { known: classes.size, linked: classes.size - unlinkedClasses.length },
    teachers: { known: assigners.size, linked: assigners.size - unlinkedTeachers.size },
    ...{ unlinkedClasses, unlinkedTeachers, types },
  };
}

function isLinkedToSis({ sisSectionId, sisSchoolId, sisTeacherId, sisTermId }: SectionAssessment['section']): boolean {
  return [sisSectionId, sisSchoolId, sisTeacherId, sisTermId].every(Boolean);
}

/** As the rules judge who assigned something. */
function whyNot(member: StaffMember | undefined): 'ASSIGNER_NOT_IN_GROUP' | 'ASSIGNER_NOT_IN_SIS' | null {
  if (member === undefined || !member.inPassbackGroup) return 'ASSIGNER_NOT_IN_GROUP';
  return member.role === 'admin' && !member.sisUserId ? 'ASSIGNER_NOT_IN_SIS' : null;
}
