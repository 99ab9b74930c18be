export { type ConsoleApp, createConsoleApp } from './app.ts';
export { consoleSettings, type ConsoleSettings } from './settings.ts';
