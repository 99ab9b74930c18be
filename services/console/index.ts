export { createConsoleApp } from './app.ts';
export { consoleSettings } from './settings.ts';
