export const reconcile = {
  title: 'Compare with PowerSchool',
} as const;
