export { createRulesApp, type RulesApp } from './app.ts';
export { rulesSettings, type RulesSettings } from './settings.ts';
