import type { Assignment, AssignmentSection } from '../gradebook/types.ts';

/** An assignment as a GET shows it. */
export function assignmentJson(assignment: Assignment): unknown {
  return {
    _name: 'assignment',
    assignmentid: assignment.assignmentId,
    createdbyplugin: assignment.createdByPlugin,
    hasstandards: false,
    hasextracriteria: false,
    standardscoringmethod: assignment.standardScoringMethod,
    calculationrelationship: null,
    minvalues: null,
    _assignmentsections: assignment.sections.map(sectionJson),
  };
}

function sectionJson(part: AssignmentSection): unknown {
  return {
    _name: 'assignmentsection',
    assignmentsectionid: part.assignmentSectionId,
    sectionsdcid: part.sectionDcid,
    name: part.name,
    description: part.description,
    duedate: part.dueDate,
    scoretype: part.scoreType,
    scoreentrypoints: part.scoreEntryPoints,
    weight: part.weight,
    totalpointvalue: part.totalPointValue,
    extracreditpoints: part.extraCreditPoints,
    iscountedinfinalgrade: part.isCountedInFinalGrade,
    isscoringneeded: part.isScoringNeeded,
    publishoption: part.publishOption,
    publishdaysbeforedue: part.publishDaysBeforeDue,
    publishonspecificdate: part.publishOnSpecificDate,
    isscorespublish: part.isScoresPublish,
    maxretakeallowed: part.maxRetakeAllowed,
    islocked: part.isLocked,
    _assignmentcategoryassociations: [
      {
        _name: 'assignmentcategoryassoc',
        assignmentcategoryassocid: part.categoryAssocId,
        teachercategoryid: part.categoryId,
        isprimary: true,
      },
    ],
    _assignmentstudentassociations: [...(part.onlyStudents ?? [])].map((studentsdcid) => ({
      _name: 'assignmentstudentassoc',
      studentsdcid,
    })),
    _assignmentstandardassociations: [],
  };
}
