export { type Clock, systemClock } from './runtime/clock.ts';
