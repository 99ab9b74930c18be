/** Message key and ledger id of a unit: `districtId:sectionAssessmentId`. */
export function unitKey(districtId: string, sectionAssessmentId: string): string {
  return `${districtId}:${sectionAssessmentId}`;
}
