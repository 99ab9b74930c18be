export { type PowerSchoolOptions, type PowerSchoolSimulator, startPowerSchool } from './powerschool/start.ts';
export type { Roster as PowerSchoolRoster } from './powerschool/gradebook/seed.ts';
export type { GradebookSnapshot, SnapshotAssignment, SnapshotScore } from './powerschool/gradebook/snapshot.ts';
export type { SimulatorSettings } from './powerschool/settings.ts';
export type { FaultRule } from './powerschool/faults/fault.ts';
