export const acting = {
  begin: 'Act for a teacher …',
  title: 'Act for a teacher',
  explain: 'You see and do what the teacher may, until you stop. The history says that it was you, and for whom.',
  search: 'Id in Otus or PowerSchool',
  none: 'There is no such teacher in the staff list that Otus sent.',
  more: '{count, plural, one {# more teacher matches} other {# more teachers match}}: search for more of the id.',
  pick: 'Act for {userId}',
  sisId: 'PowerSchool: {sisUserId}',
  now: 'You act for teacher {userId}.',
  stop: 'Stop',
} as const;
