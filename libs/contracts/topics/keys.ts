/** Message key of a unit: `districtId:sectionAssessmentId`. A ledger has keys of its own. */
export function unitKey(districtId: string, sectionAssessmentId: string): string {
  return `${districtId}:${sectionAssessmentId}`;
}
