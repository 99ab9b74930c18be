import type { Call, Reply } from '../http/call.ts';
import type { World } from '../world.ts';
import { objectJson } from './shapes.ts';

/** `GET /ws/v1/metadata`: the district's time zone and the page limits. */
export function readMetadata(_call: Call, { settings, store }: World): Reply {
  const metadata = {
    district_timezone: store.timeZone,
    powerschool_version: '26.5.1.0',
    section_max_page_size: settings.maxPageSize,
    section_enrollment_max_page_size: settings.maxPageSize,
    term_max_page_size: settings.maxPageSize,
    schema_table_query_max_page_size: settings.maxPageSize,
  };
  return { status: 200, body: objectJson('metadata', metadata, settings) };
}

/** `GET /ws/v1/time`: needs no token. */
export function readTime(_call: Call, { clock }: World): Reply {
  return { status: 200, body: { time: { datetime: new Date(clock.now()).toISOString() } } };
}
