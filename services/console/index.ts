export { type ConsoleApp, createConsoleApp } from './app.ts';
export { DistrictsFileError, importDistricts } from './districts/import-districts.ts';
export { type ConsoleSettings, consoleSettings } from './settings.ts';
