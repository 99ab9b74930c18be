export const signIn = {
  title: 'Who are you today?',
  explain: 'Pick a person of the demonstration.',
  none: 'Nobody can sign in here: no sign-in is configured.',
  pick: 'Sign in as {name}',
  roles: {
    teacher: 'Teacher',
    viewer: 'Reads the district',
    admin: 'District admin',
    operator: 'Operator of all districts',
  },
} as const;
