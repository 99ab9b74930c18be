import { ATTRIBUTES, ERROR_ATTRIBUTES, hasActiveSpan, HTTP_ATTRIBUTES, inSpan } from '@passback/telemetry';
import type { GradebookSettings, SisRequest, SisResponse } from '../port/transport.ts';
import { parseBaseUrl } from './base-url.ts';

/** `SpanKind.CLIENT` and `SpanStatusCode.ERROR` of the OpenTelemetry API. */
const CLIENT = 2;
const ERROR = 2;

type Place = Pick<ReturnType<typeof parseBaseUrl>, 'host' | 'port'>;

/** Parsed once for a connector's settings, and not for each request. */
const places = new WeakMap<object, Place>();

function placeOf(settings: Pick<GradebookSettings, 'baseUrl'>): Place {
  const known = places.get(settings);
  if (known !== undefined) return known;
  const place = parseBaseUrl(settings.baseUrl);
  places.set(settings, place);
  return place;
}

/**
 * Puts one request, without its time in the queue, into a client span by the semantic conventions for HTTP; outside of any span there is
 * no journey that it belongs to. No trace headers go out: PowerSchool is another party's.
 */
export function inRequestSpan(
  settings: Pick<GradebookSettings, 'baseUrl' | 'districtId'>,
  request: SisRequest,
  send: () => Promise<SisResponse>,
): Promise<SisResponse> {
  if (!hasActiveSpan()) return send();
  const { host, port } = placeOf(settings);
  const attributes = {
    [HTTP_ATTRIBUTES.method]: request.method,
    [HTTP_ATTRIBUTES.urlTemplate]: request.route,
    [HTTP_ATTRIBUTES.host]: host,
    [HTTP_ATTRIBUTES.port]: port,
    [ATTRIBUTES.district]: settings.districtId,
  };
  return inSpan(`${request.method} ${request.route}`, { kind: CLIENT, attributes }, async (span) => {
    const response = await send();
    span.setAttribute(HTTP_ATTRIBUTES.status, response.status);
    if (response.status >= 400) {
      span.setStatus({ code: ERROR });
      span.setAttribute(ERROR_ATTRIBUTES.type, String(response.status));
    }
    return response;
  });
}
