import { runService } from '@passback/service-host';
import { createNotificationsApp } from './app.ts';
import { notificationsSettings } from './settings.ts';

await runService('notifications', notificationsSettings, (settings, resources) =>
  createNotificationsApp(settings, resources),
);
