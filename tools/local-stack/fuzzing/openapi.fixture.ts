/** As much of an OpenAPI document as is looked at here. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: object }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
}

export async function openApiOf(url: string): Promise<OpenApi> {
  const response = await fetch(`${url}/documentation/json`);
  return (await response.json()) as OpenApi;
}

/** The document for one district: any other is only refused, and nothing behind that would be reached. */
export function forDistrict(document: OpenApi, districtId: string): OpenApi {
  return eachOperation(document, (operation) => ({
    ...operation,
    ...(operation.parameters === undefined
      ? {}
      : {
          parameters: operation.parameters.map((parameter) =>
            parameter.name === 'districtId'
              ? { ...parameter, schema: { type: 'string', enum: [districtId] } }
              : parameter,
          ),
        }),
  }));
}

/** Every call of the document. */
export function callsOf({ paths }: OpenApi): { readonly method: string; readonly path: string }[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  );
}

function eachOperation(document: OpenApi, change: (operation: Operation) => Operation): OpenApi {
  const paths = Object.entries(document.paths).map(([path, methods]) => [
    path,
    Object.fromEntries(Object.entries(methods).map(([method, operation]) => [method, change(operation)])),
  ]);
  return { ...document, paths: Object.fromEntries(paths) as OpenApi['paths'] };
}

/** The lines of a stream are not in the document: of as few as are sent here, each is as the body of the single call. */
export function withLinesOf(document: OpenApi, mediaType: string): OpenApi {
  const bodies = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map(({ requestBody }) => requestBody),
  );
  const line = bodies.find((body) => JSON.stringify(body ?? '').includes('"scores"'))?.content['application/json']
    ?.schema;
  return eachOperation(document, (operation) =>
    operation.requestBody?.content[mediaType] === undefined
      ? operation
      : {
          ...operation,
          requestBody: { content: { [mediaType]: { schema: { type: 'array', maxItems: 3, items: line ?? {} } } } },
        },
  );
}
