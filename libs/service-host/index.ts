export { authorizationBySettings } from './authorization.ts';
export { openResources, type ResourceSettings, type ServiceResources } from './resources.ts';
export { runService } from './run-service.ts';
