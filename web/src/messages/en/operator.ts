export const operator = {
  title: 'Districts',
} as const;
