import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** How far the demo of a data folder is: its scenario is relative to a day, and each further night follows a day of edits. */
export interface DemoState {
  /** The day on which it began, `YYYY-MM-DD` in the district's time zone. */
  readonly date: string;
  /** Days of edits that have passed. */
  readonly daysPassed: number;
}

/** The demo's own folder, below the data folder, so that starting it anew can never touch a district's data. */
export function demoFolder(dataDir: string): string {
  return path.join(dataDir, 'demo');
}

const stateFile = (folder: string): string => path.join(folder, 'demo.json');

/** The state of the demo in `folder`; one of another day is removed with all its data, and it begins anew. */
export function openDemo(folder: string, today: string): DemoState {
  if (existsSync(stateFile(folder))) {
    const state = JSON.parse(readFileSync(stateFile(folder), 'utf8')) as DemoState;
    if (state.date === today) return state;
    rmSync(folder, { recursive: true });
  }
  mkdirSync(folder, { recursive: true });
  const state = { date: today, daysPassed: 0 };
  saveDemo(folder, state);
  return state;
}

export function saveDemo(folder: string, state: DemoState): void {
  writeFileSync(stateFile(folder), JSON.stringify(state));
}
