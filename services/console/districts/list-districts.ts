import { type Authorization, HttpProblem, type HttpServer } from '@passback/service-kit';
import type { DistrictRecord } from '@passback/ledger';
import { Type } from 'typebox';
import type { ConsoleContext } from '../console-context.ts';
import { READERS } from '../http/access.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { Answer, PROBLEMS } from '../http/schemas.ts';

interface DistrictItem {
  readonly districtId: string;
  readonly name: string;
  readonly timeZone: string;
  readonly nightlyRunAt: string;
  readonly paused: boolean;
  readonly version: number;
}

const schema = {
  tags: ['districts'],
  summary: 'The districts that the token may see',
  response: {
    200: Answer<{ items: DistrictItem[] }>('By district id', {
      items: Type.Array(
        Type.Object({
          districtId: Type.String(),
          name: Type.String(),
          timeZone: Type.String(),
          nightlyRunAt: Type.String(),
          paused: Type.Boolean(),
          version: Type.Integer(),
        }),
      ),
    }),
    ...PROBLEMS,
  },
};

/** `GET /v1/districts` */
export function listDistricts(server: HttpServer, { ledger, authorization }: ConsoleContext): void {
  server.get('/v1/districts', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const { authorization: header } = request.headers;
      // No district has this id: it tells an unknown token (401) where there is no district at all.
      await maySee(authorization, header, '');
      const items: DistrictItem[] = [];
      for (const record of await ledger.districts.list()) {
        if (await maySee(authorization, header, record.settings.districtId)) items.push(itemOf(record));
      }
      return reply.send({ items: items.toSorted((one, other) => (one.districtId < other.districtId ? -1 : 1)) });
    }),
  );
}

async function maySee(authorization: Authorization, header: string | undefined, districtId: string): Promise<boolean> {
  try {
    await authorization.authorize(header, districtId, READERS);
    return true;
  } catch (error) {
    if (error instanceof HttpProblem && error.status === 403) return false;
    throw error;
  }
}

function itemOf({ settings, version }: DistrictRecord): DistrictItem {
  const { districtId, name, timeZone, nightlyRunAt, paused } = settings;
  return { districtId, name, timeZone, nightlyRunAt, paused, version };
}
