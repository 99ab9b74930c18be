import { hostname } from 'node:os';
import {
  defaultResource,
  detectResources,
  envDetector,
  type Resource,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions';

/**
 * Who tells: the service's own name and place, and over that what the operator says in `OTEL_RESOURCE_ATTRIBUTES` and, of the name,
 * in `OTEL_SERVICE_NAME`.
 */
export function resourceOf(service: string): Resource {
  const own = resourceFromAttributes({
    [ATTR_SERVICE_NAME]: service,
    'service.namespace': 'passback',
    // Replicas count apart; without it they would overwrite each other's counters where metrics are kept.
    'service.instance.id': `${hostname()}-${process.pid}`,
  });
  return defaultResource()
    .merge(own)
    .merge(detectResources({ detectors: [envDetector] }));
}

export function serviceNameOf({ attributes }: Resource): string {
  return String(attributes[ATTR_SERVICE_NAME]);
}
