export { buildWeb, WEB_DIST } from './build.ts';
