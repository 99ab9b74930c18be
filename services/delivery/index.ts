export { createDeliveryApp, type DeliveryApp, type DeliveryParts } from './app.ts';
export { type DeliverySettings, deliverySettings } from './settings.ts';
export type { CircuitPolicy } from './lanes/circuit.ts';
export type { GradebookFactory, GradebookOptions, OpenGradebook } from './lanes/lane-gradebook.ts';
