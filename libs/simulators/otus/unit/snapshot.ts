/** A snapshot as Otus sends it over HTTP: `docs/schemas/section-assessment.json`. */
export interface Snapshot {
  sectionAssessmentId: string;
  identifier: string;
  revision: number;
  kind: 'standard' | 'plus';
  title: string;
  assessmentType: string;
  gradingScale: 'points' | 'standards';
  totalPoints: number;
  includeInFinalGrade: boolean;
  withdrawn: boolean;
  createdAt: string;
  assignedAt: string | null;
  dueDate: string | null;
  submissionDate: string | null;
  assignedBy: string;
  section: SnapshotSection;
  scores: SnapshotScore[];
}

export interface SnapshotSection {
  otusClassId: string;
  sisSectionId: string | null;
  sisSchoolId: string | null;
  sisTeacherId: string | null;
  sisTermId: string | null;
}

export interface SnapshotScore {
  scoreId: string;
  studentId: string;
  sisStudentId: string | null;
  completion: 'notStarted' | 'inProgress' | 'turnedIn' | 'graded';
  status: 'onTime' | 'late' | 'missing' | 'excused' | 'excluded';
  points: number | null;
  gradedAt: string | null;
}

export interface StaffEntry {
  userId: string;
  role: 'teacher' | 'coTeacher' | 'admin';
  sisUserId: string | null;
  inPassbackGroup: boolean;
  email?: string;
}
