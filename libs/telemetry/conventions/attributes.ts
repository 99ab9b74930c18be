/** Names of our own span attributes; each is an id or a code, never a name, an email or points. */
export const ATTRIBUTES = {
  district: 'passback.district',
  sectionAssessment: 'passback.section_assessment',
  identifier: 'passback.identifier',
  revision: 'passback.revision',
  run: 'passback.run',
  runKind: 'passback.run.kind',
  reason: 'passback.reason',
  attempt: 'passback.attempt',
  score: 'passback.score',
  state: 'passback.state',
  effect: 'passback.effect',
  task: 'passback.task',
} as const;
