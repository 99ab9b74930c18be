export { createGradingPeriodsApp, type GradingPeriodsApp } from './app.ts';
export { gradingPeriodsSettings, type GradingPeriodsSettings } from './settings.ts';
