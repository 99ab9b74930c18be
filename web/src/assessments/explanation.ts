import type { paths } from '../api/schema.ts';

/** One assessment, as the console explains it. */
export type Explanation =
  paths['/v1/districts/{districtId}/section-assessments/{sectionAssessmentId}']['get']['responses'][200]['content']['application/json'];
