import type { SimulatorSettings } from '../settings.ts';

/** A list of `/ws/v1`: wrapped twice, or as the settings have it. */
export function listJson(name: string, items: readonly unknown[], { listShape }: SimulatorSettings): unknown {
  if (listShape === 'bare') return { [`${name}s`]: items };
  const [only] = items;
  const inner = listShape === 'single' && items.length === 1 ? only : items;
  return { [`${name}s`]: { [name]: inner } };
}

/** A single object of `/ws/v1`. */
export function objectJson(name: string, object: unknown, { objectShape }: SimulatorSettings): unknown {
  return objectShape === 'wrapped' ? { [name]: object } : object;
}
