import { everyPage } from './every-page.fixture.ts';

// The looks that `npm test` leaves out.
everyPage([
  { device: 'desktop', colours: 'light', language: 'en' },
  { device: 'desktop', colours: 'dark', language: 'es' },
  { device: 'desktop', colours: 'light', language: 'es' },
  { device: 'phone', colours: 'light', language: 'es' },
  { device: 'phone', colours: 'dark', language: 'en' },
  { device: 'phone', colours: 'light', language: 'en' },
]);
