/** The two that `plugin.xsd` knows. */
export type FieldAccess = 'ViewOnly' | 'FullAccess';

export interface TableAccess {
  readonly table: string;
  readonly access: FieldAccess;
  readonly fields: readonly string[];
  /** For the administrator who is asked to grant it. */
  readonly why: string;
}

/** Kept by PowerSchool itself on every row of the gradebook. */
const KEPT = ['WhoCreated', 'WhenCreated', 'WhoModified', 'WhenModified'];

/**
 * What the xte connector needs of PowerSchool's tables. `/ws/xte` deals in whole rows, and refuses a plugin that lacks one column of what it
 * writes ("No access to field assignment.createdbyplugin", which PowerSchool fills in itself): tables behind it are asked for with every
 * column that the data dictionary has of version 10.0, since when there is `/ws/xte`. Tables behind `/ws/schema/table` are asked for by
 * column. Its columns are spelt as in the dictionary; `docs/powerschool-plugin.md` has the sources.
 */
export const ACCESSES: readonly TableAccess[] = [
  {
    table: 'Assignment',
    access: 'FullAccess',
    fields: [
      ...['AssignmentID', 'YearID', 'HasStandards', 'StandardScoringMethod', 'StandardCalcDirection'],
      ...['StandardRollupMethod', 'StandardRollupMetric', 'CreatedByPlugin', ...KEPT],
    ],
    why: 'creates and updates the assignment',
  },
  {
    table: 'AssignmentSection',
    access: 'FullAccess',
    fields: [
      ...['AssignmentSectionID', 'YearID', 'SectionsDCID', 'AssignmentID', 'RelatedGradeScaleItemDCID', 'Name'],
      ...['DueDate', 'Description', 'ScoreType', 'ScoreEntryPoints', 'ExtraCreditPoints', 'Weight', 'TotalPointValue'],
      ...['IsCountedInFinalGrade', 'IsScoringNeeded', 'PublishOption', 'PublishDaysBeforeDue', 'PublishOnSpecificDate'],
      ...['PublishedDate', 'PublishedScoreTypeID', 'IsScoresPublish', 'MaxRetakeAllowed', ...KEPT],
    ],
    why: 'its title, due date and points in the section',
  },
  {
    table: 'AssignmentCategoryAssoc',
    access: 'FullAccess',
    fields: ['AssignmentCategoryAssocID', 'AssignmentSectionID', 'TeacherCategoryID', 'YearID', 'IsPrimary', ...KEPT],
    why: 'the category that it counts in',
  },
  {
    table: 'AssignmentStudentAssoc',
    access: 'FullAccess',
    fields: ['StudentsDCID', 'AssignmentSectionID', 'YearID', ...KEPT],
    why: 'keeps the students whom a teacher has limited it to, when it is updated',
  },
  {
    table: 'AssignmentScore',
    access: 'FullAccess',
    fields: [
      ...['AssignmentScoreID', 'YearID', 'AssignmentSectionID', 'StudentsDCID', 'IsLate', 'IsCollected', 'IsExempt'],
      ...['IsMissing', 'IsAbsent', 'IsIncomplete', 'ActualScoreEntered', 'ActualScoreKind'],
      ...['ActualScoreGradeScaleDCID', 'ScorePercent', 'ScorePoints', 'ScoreLetterGrade', 'ScoreNumericGrade'],
      ...['ScoreEntryDate', 'ScoreGradeScaleDCID', 'AltNumericGrade', 'AltAlphaGrade', 'AltScoreGradeScaleDCID'],
      ...['HasRetake', ...KEPT],
    ],
    why: 'writes the points, and reads them back so that a teacher’s own edit is kept',
  },
  {
    table: 'TeacherCategory',
    access: 'ViewOnly',
    fields: [
      ...[
        'TeacherCategoryID',
        'DistrictTeacherCategoryID',
        'UsersDCID',
        'Name',
        'Description',
        'CategoryType',
        'Color',
      ],
      ...['IsActive', 'IsInFinalGrades', 'IsUserModifiable', 'TeacherModified', 'DisplayPosition', 'DefaultScoreType'],
      ...['DefaultScoreEntryPoints', 'DefaultExtraCreditPoints', 'DefaultWeight', 'DefaultTotalValue'],
      ...['DefaultPublishOption', 'DefaultPublishState', 'IsDefaultPublishScores'],
    ],
    why: 'finds the teacher’s categories, and whether they are active',
  },
  { table: 'Terms', access: 'ViewOnly', fields: ['DCID', 'ID', 'YearID'], why: 'knows a section’s term' },
  {
    table: 'Students',
    access: 'ViewOnly',
    fields: ['DCID', 'LastFirst'],
    why: 'shows a student’s name to staff who look at a score; it is kept nowhere',
  },
];

/** The level of the `/ws/v1` resources that are read: terms, enrolments, page limits. */
export const V1_ACCESS = 'READ';
