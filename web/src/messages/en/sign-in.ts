export const signIn = {
  title: 'Who are you today?',
  explain: 'Pick a person of the demonstration.',
  ended: 'Your session has ended: nobody used the page for an hour, its time was over, or you signed out elsewhere.',
  welcome: 'Sign in',
  withProvider: 'You sign in with your school’s account.',
  goToProvider: 'Sign in with your school’s account',
  errors: {
    expired: 'The sign-in took too long, or was used already. Please try again.',
    refused: 'The sign-in was cancelled, or your school’s sign-in did not allow it.',
    providerAway: 'Your school’s sign-in does not answer at the moment. Please try again in a few minutes.',
    noRole: 'You are signed in at your school, but have no role here. Ask your district’s administrator for one.',
    failed: 'The sign-in did not work. Please try again; if it happens again, tell your district’s administrator.',
  },
  none: 'Nobody can sign in here: no sign-in is configured.',
  pick: 'Sign in as {name}',
  roles: {
    teacher: 'Teacher',
    viewer: 'Reads the district',
    admin: 'District admin',
    operator: 'Operator of all districts',
  },
} as const;
