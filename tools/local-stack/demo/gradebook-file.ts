import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import type { PowerSchoolSimulator } from '@passback/simulators';

type Store = PowerSchoolSimulator['gradebook']['store'];

/** Keeps the simulated gradebook over a restart, as a real PowerSchool keeps its own. */
export function saveGradebook({ gradebook }: PowerSchoolSimulator, file: string): void {
  const { clock: _clock, ...data } = gradebook.store;
  writeFileSync(file, serialize(data));
}

/** Brings back what was saved; false where nothing was. */
export function restoreGradebook({ gradebook }: PowerSchoolSimulator, file: string): boolean {
  if (!existsSync(file)) return false;
  const saved = deserialize(readFileSync(file)) as Omit<Store, 'clock'>;
  for (const [key, value] of Object.entries(saved)) fill(gradebook.store[key as keyof Store], value);
  return true;
}

/** Into the same containers, since the simulator holds on to them. */
function fill(target: unknown, saved: unknown): void {
  if (target instanceof Map && saved instanceof Map) {
    target.clear();
    for (const [key, value] of saved) target.set(key, value);
  } else if (target instanceof Set && saved instanceof Set) {
    target.clear();
    for (const value of saved) target.add(value);
  } else if (typeof target === 'object' && target !== null && typeof saved === 'object' && saved !== null) {
    Object.assign(target, saved);
  }
}
