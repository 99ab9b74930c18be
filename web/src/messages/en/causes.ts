export const causes = {
  title: 'What is held, and why',
} as const;
