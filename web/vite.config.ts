import react from '@vitejs/plugin-react';
import type { UserConfig } from 'vite';

/** What is loaded first, before it is compressed; its size compressed is kept by a spec. */
const LARGEST_FILE_KB = 700;

const config: UserConfig = {
  plugins: [react()],
  // Nothing is inlined: the content security policy of the console takes no `data:` scripts or styles.
  build: {
    assetsInlineLimit: 0,
    manifest: true,
    // The notices that the licences of what is bundled ask for.
    license: true,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: LARGEST_FILE_KB,
  },
};

// eslint-disable-next-line no-restricted-syntax -- Vite takes its configuration as the default export.
export default config;
