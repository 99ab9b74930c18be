import { localStorageColorSchemeManager } from '@mantine/core';

const SCHEME = 'data-mantine-color-scheme';

/** Prints in the light colours whatever the screen has: paper is white, and browsers leave dark backgrounds out. */
export function printInLight(): void {
  const chosen = localStorageColorSchemeManager();
  // Not by way of the component library: what is printed is as it stands when this returns.
  matchMedia('print').addEventListener('change', ({ matches }) =>
    document.documentElement.setAttribute(SCHEME, matches ? 'light' : schemeOfScreen(chosen.get('auto'))),
  );
}

function schemeOfScreen(chosen: 'auto' | 'light' | 'dark'): 'light' | 'dark' {
  if (chosen !== 'auto') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
