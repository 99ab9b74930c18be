import {
  cellHolderIn,
  diffGradebook,
  evaluateSectionAssessment,
  markDoubt,
  NO_DELIVERY,
  NOTHING_IN_SIS,
  presumedSis,
  type Repair,
  requestDelivery,
  type Score,
  type SectionAssessment,
  summarize,
} from '@passback/domain';
import type { DistrictSettings, Ledger } from '@passback/ledger';
import { givenScore, givenUnit, Q2, SECTION, TEACHER } from '../../../libs/domain/testing/given.ts';
import type { Hold } from './hold.fixture.ts';

export const DISTRICT = 'lincoln';
export const PERIOD = Q2;
export const TODAY = '2026-11-20';

export function districtSettings(
  districtId = DISTRICT,
  powerschool: Partial<DistrictSettings['powerschool']> = {},
): DistrictSettings {
  return {
    districtId,
    name: districtId,
    timeZone: 'America/Chicago',
    nightlyRunAt: '01:00',
    effectiveDate: null,
    paused: false,
    pastDueAsZero: false,
    categories: { Quiz: 'Quizzes', Test: 'Tests' },
    powerschool: {
      connector: 'xte',
      baseUrl: 'http://127.0.0.1:1',
      clientId: 'client',
      clientSecret: 'env:PASSBACK_DISTRICT_SECRET',
      minIntervalMs: 0,
      concurrency: 3,
      timeoutMs: 300,
      maxTitleLength: 50,
      ...powerschool,
    },
    gradingPeriods: [{ schoolId: '100', ...PERIOD }],
    tokens: [],
  };
}

function score(student: string, points: number | null): Score {
  const ids = { scoreId: `sc-${student}`, studentId: `otus-${student}`, sisStudentId: student };
  const ungraded = points === null ? { completion: 'notStarted' as const, gradedAt: null } : {};
  return givenScore(0, { ...ids, points, ...ungraded });
}

export interface UnitSketch {
  readonly id: string;
  readonly identifier?: string;
  readonly revision?: number;
  readonly title?: string;
  readonly assessmentType?: string;
  readonly totalPoints?: number;
  readonly sectionId?: string;
  readonly teacherId?: string;
  readonly withdrawn?: boolean;
  readonly dueDate?: string;
  /** Every student is excused. */
  readonly excused?: boolean;
  /** Further scores, of students of Otus that point to a student of PowerSchool who is there already; before the others or after. */
  readonly rivals?: readonly Pick<Score, 'scoreId' | 'studentId' | 'sisStudentId' | 'points'>[];
  readonly rivalsFirst?: boolean;
  /** What else Otus says of single students' scores, by SIS student. */
  readonly marks?: Readonly<Record<string, Partial<Score>>>;
  /** Makes a rule hold it. */
  readonly hold?: Hold;
  /** SIS student id → points; null: not graded. */
  readonly scores: Readonly<Record<string, number | null>>;
}

export function snapshotOf(sketch: UnitSketch): SectionAssessment {
  return givenUnit({
    sectionAssessmentId: sketch.id,
    identifier: sketch.identifier ?? sketch.id.toUpperCase(),
    revision: sketch.revision ?? 1,
    title: sketch.title ?? 'Mid Term Exam',
    assessmentType: sketch.assessmentType ?? 'Quiz',
    totalPoints: sketch.totalPoints ?? 30,
    withdrawn: sketch.withdrawn ?? false,
    dueDate: sketch.dueDate ?? TODAY,
    section: { ...SECTION, sisSectionId: sketch.sectionId ?? '85001', sisTeacherId: sketch.teacherId ?? '8301' },
    scores: scoresOf(sketch),
    ...sketch.hold?.snapshot,
  });
}

function scoresOf({ scores, marks = {}, excused, rivals = [], rivalsFirst }: UnitSketch): Score[] {
  const own = Object.entries(scores).map(([student, points]) => ({ ...score(student, points), ...marks[student] }));
  const others = rivals.map((rival) => ({ ...score(rival.sisStudentId ?? '', rival.points), ...rival }));
  const all = rivalsFirst === true ? [...others, ...own] : [...own, ...others];
  return excused === true ? all.map((one) => ({ ...one, status: 'excused' })) : all;
}

export interface NightOptions {
  readonly now: number;
  readonly settings?: DistrictSettings;
  readonly settingsVersion?: number;
  readonly redrive?: boolean;
  readonly repair?: Repair | null;
  readonly runId?: string;
  /** False: evaluates only. */
  readonly request?: boolean;
  readonly traceparent?: string;
  /** The district's date; left out: `TODAY`. */
  readonly today?: string;
}

/** What the rules service does with these snapshots: evaluates them and makes due what has work. */
export async function takeIn(
  ledger: Ledger,
  districtId: string,
  sketches: readonly UnitSketch[],
  options: NightOptions,
): Promise<void> {
  const settings = options.settings ?? districtSettings(districtId);
  const { now, redrive = false, repair = null } = options;
  for (let from = 0; from < sketches.length; from += 1_000) {
    const snapshots = sketches.slice(from, from + 1_000).map(snapshotOf);
    const known = await ledger.sectionAssessments.load(
      districtId,
      snapshots.map(({ sectionAssessmentId }) => sectionAssessmentId),
    );
    const records = new Map(known.map((record) => [record.sectionAssessmentId, record]));
    const writes = snapshots.map((snapshot, index) => {
      const hold = sketches[from + index]?.hold;
      const record = records.get(snapshot.sectionAssessmentId);
      const before = record?.sis ?? NOTHING_IN_SIS;
      const decision = evaluateSectionAssessment({
        snapshot,
        rules: { ...settings, maxTitleLength: settings.powerschool.maxTitleLength, ...hold?.rules },
        assigner: TEACHER,
        gradingPeriod: { kind: 'current', period: PERIOD },
        ...hold?.facts,
        cellHolder: cellHolderIn(before),
        today: options.today ?? TODAY,
      });
      const { delivery: held = NO_DELIVERY } = record ?? {};
      const sis = markDoubt(presumedSis(before, held), snapshot, decision);
      const work = diffGradebook({ snapshot, decision, sis }, { redrive, repair, retryRefused: true });
      const isDue = options.request !== false && work.kind !== 'none';
      const runId = options.runId ?? 'night-1';
      const delivery = isDue ? requestDelivery(held, { dueAt: now, runId, redrive, repair }) : held;
      const marked = markDoubt(before, snapshot, decision);
      return {
        districtId,
        sectionAssessmentId: snapshot.sectionAssessmentId,
        expectedVersion: record?.version ?? 0,
        otus: { snapshot, receivedAt: now, traceparent: options.traceparent ?? null },
        decision: { ...decision, evaluatedAt: now, settingsVersion: options.settingsVersion ?? 1 },
        summary: summarize({
          snapshot,
          decision,
          sis: marked,
          delivery,
          previousCauses: record?.summary.causes ?? [],
        }),
        changedAt: now,
        ...(isDue && { delivery }),
        ...(marked !== before && { sis: marked }),
      };
    });
    const { conflicts } = await ledger.sectionAssessments.recordEvaluations(writes);
    const again = sketches.filter(({ id }) => conflicts.some(({ sectionAssessmentId }) => sectionAssessmentId === id));
    if (again.length > 0) await takeIn(ledger, districtId, again, options);
  }
}
