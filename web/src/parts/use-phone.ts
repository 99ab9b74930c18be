import { useMediaQuery } from '@mantine/hooks';

/** Narrower than the theme's `sm`, where the navigation is folded too. */
const PHONE = '(max-width: 47.99em)';

/** Whether the page is as narrow as on a phone. */
export function usePhone(): boolean {
  return useMediaQuery(PHONE, false, { getInitialValueInEffect: false });
}
