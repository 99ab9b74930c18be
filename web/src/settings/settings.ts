import type { paths } from '../api/schema.ts';

type District = paths['/v1/districts/{districtId}'];
/** As the console gives and takes them: what comes back can be sent back. */
export type Settings = District['get']['responses'][200]['content']['application/json'];
export type SettingsBody = NonNullable<District['put']['requestBody']>['content']['application/json'];
