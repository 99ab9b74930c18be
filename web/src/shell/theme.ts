import { createTheme, type CSSVariablesResolver, type MantineColor, Modal, ScrollArea } from '@mantine/core';

/** Colours that mean something on this page, always beside words. */
const COLOURS = [
  'blue',
  'gray',
  'green',
  'indigo',
  'orange',
  'red',
  'teal',
  'yellow',
] as const satisfies MantineColor[];

export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: 8,
  autoContrast: true,
  respectReducedMotion: true,
  cursorType: 'pointer',
  // Whoever asked their device for less motion gets none.
  components: {
    // Without the style element that locks scrolling, which the content security policy refuses; its header is none of the page’s.
    Modal: Modal.extend({ defaultProps: { lockScroll: false, attributes: { header: { role: 'presentation' } } } }),
    // What is wider than a phone is scrolled by keyboard too.
    ScrollArea: ScrollArea.extend({ defaultProps: { viewportProps: { tabIndex: 0 } } }),
  },
});

/** Texts have a contrast of 4.5 to what is behind them, which the library's own shades have not. */
export const readableColours: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...textColours((colour) => `color-mix(in srgb, var(--mantine-color-${colour}-9), black 40%)`),
    '--mantine-color-dimmed': 'var(--mantine-color-gray-7)',
    '--mantine-color-placeholder': 'var(--mantine-color-gray-7)',
    '--mantine-color-error': 'var(--mantine-color-red-9)',
  },
  dark: {
    ...textColours((colour) => `var(--mantine-color-${colour}-2)`),
    '--mantine-color-dimmed': 'var(--mantine-color-dark-1)',
    '--mantine-color-placeholder': 'var(--mantine-color-dark-1)',
    '--mantine-color-error': 'var(--mantine-color-red-3)',
  },
});

function textColours(valueOf: (colour: string) => string): Record<string, string> {
  return Object.fromEntries(
    COLOURS.flatMap((colour) =>
      ['light-color', 'outline', 'text'].map((kind) => [`--mantine-color-${colour}-${kind}`, valueOf(colour)]),
    ),
  );
}
