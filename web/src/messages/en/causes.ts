export const causes = {
  title: 'What is held, and why',
  explain: 'The causes with the most scores stand first. Mend a cause where it is, then send again what it held back.',
  none: 'Nothing is held back: everything that can be sent is in PowerSchool.',
  reason: 'Cause',
  todo: 'What to do',
  whoCan: 'Who can do it: {who}',
  units: 'Assessments',
  scores: 'Scores',
  then: 'Once it is mended',
  redrive: '{units, plural, one {Send # again} other {Send # again}}',
  redriveOf: '{units, plural, one {Send # again} other {Send # again}}: {reason}',
  confirmTitle: '{units, plural, one {Send # assessment again?} other {Send # assessments again?}}',
  confirmText:
    '{why} Whatever still has this cause stays held and says so. What teachers typed in PowerSchool stays as it is.',
  confirmYes: '{units, plural, one {Send # assessment} other {Send # assessments}}',
  begun: '{units, plural, one {# assessment is} other {# assessments are}} being sent again.',
  nothing: 'Nothing of it can be sent now: the cause still holds, or it was sent in the meantime.',
} as const;
