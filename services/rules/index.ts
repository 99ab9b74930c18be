export { createRulesApp } from './app.ts';
export { rulesSettings } from './settings.ts';
