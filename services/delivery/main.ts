import { runService } from '@passback/service-host';
import { createDeliveryApp } from './app.ts';
import { deliverySettings } from './settings.ts';

await runService('delivery', deliverySettings, (settings, resources) => createDeliveryApp(settings, resources));
