export { createNotificationsApp, type NotificationsApp } from './app.ts';
export { notificationsSettings, type NotificationsSettings } from './settings.ts';
