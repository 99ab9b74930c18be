export const UNIT_STATES = ['held', 'due', 'sending', 'retrying', 'inSync', 'rejected', 'withdrawn'] as const;
export type UnitState = (typeof UNIT_STATES)[number];
