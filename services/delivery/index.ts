export { createDeliveryApp, type DeliveryApp, type DeliveryParts } from './app.ts';
export { type DeliverySettings, deliverySettings } from './settings.ts';
export type { GradebookFactory } from './lanes/lane-gradebook.ts';
