export { createGradingPeriodsApp } from './app.ts';
export { gradingPeriodsSettings } from './settings.ts';
