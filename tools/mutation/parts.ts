/** What is mutated, the specs that have to notice it, and the least share of mutants that they do (percent). */
export interface Part {
  readonly mutate: readonly string[];
  /** The folder of the specs, and which of its files they are. */
  readonly folder: string;
  readonly specs: readonly string[];
  readonly least: number;
}

export const PARTS = {
  domain: {
    mutate: ['libs/domain/**/*.ts', '!libs/domain/**/*.spec.ts', '!libs/domain/testing/**'],
    folder: 'libs/domain',
    specs: ['**/*.unit.spec.ts'],
    least: 90,
  },
  delivery: {
    mutate: ['services/delivery/unit/**/*.ts', '!services/delivery/unit/**/*.spec.ts'],
    folder: 'services/delivery',
    specs: ['**/unit/*.spec.ts'],
    least: 80,
  },
} as const satisfies Record<string, Part>;
