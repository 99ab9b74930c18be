export const history = {
  title: 'Who changed what',
} as const;
