import react from '@vitejs/plugin-react';
import type { UserConfig } from 'vite';

const config: UserConfig = {
  plugins: [react()],
  // Nothing is inlined: the content security policy of the console takes no `data:` scripts or styles.
  build: { outDir: 'dist', emptyOutDir: true, assetsInlineLimit: 0, manifest: true, modulePreload: { polyfill: false } },
};

// eslint-disable-next-line no-restricted-syntax -- Vite takes its configuration as the default export.
export default config;
