import { createGradebook } from '@passback/powerschool';
import type { GradebookFactory } from './lane-gradebook.ts';

/** The connector that a district's settings name, over a paced connection of its own. */
export const connectGradebook: GradebookFactory = (settings, options) => {
  const { gradebook, close } = createGradebook(settings, options);
  return { ...gradebook, close };
};
