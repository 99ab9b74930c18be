export const mapping = {
  title: 'Mapping health',
} as const;
