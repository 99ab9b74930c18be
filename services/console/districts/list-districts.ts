import type { HttpServer } from '@passback/service-kit';
import type { DistrictRecord } from '@passback/ledger';
import { Type } from 'typebox';
import type { ConsoleContext } from '../console-context.ts';
import { sightOf, TEACHERS } from '../sign-in/access.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { Answer, PROBLEMS } from '../http/schemas.ts';
import { NextNight, nextNightAt } from './next-night.ts';

interface DistrictItem {
  readonly districtId: string;
  readonly name: string;
  readonly timeZone: string;
  readonly nightlyRunAt: string;
  readonly paused: boolean;
  /** Null while the district is paused. */
  readonly nextNightAt: string | null;
  readonly version: number;
}

const schema = {
  tags: ['districts'],
  summary: 'The districts that the caller may see',
  response: {
    200: Answer<{ items: DistrictItem[] }>('By district id', {
      items: Type.Array(
        Type.Object({
          districtId: Type.String(),
          name: Type.String(),
          timeZone: Type.String(),
          nightlyRunAt: Type.String(),
          paused: Type.Boolean(),
          nextNightAt: NextNight,
          version: Type.Integer(),
        }),
      ),
    }),
    ...PROBLEMS,
  },
};

/** `GET /v1/districts` */
export function listDistricts(server: HttpServer, context: ConsoleContext): void {
  server.get('/v1/districts', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const { districts } = await sightOf(request, TEACHERS, context);
      const now = context.clock.now();
      return reply.send({ items: districts.map((record) => itemOf(record, now)) });
    }),
  );
}

function itemOf({ settings, version }: DistrictRecord, now: number): DistrictItem {
  const { districtId, name, timeZone, nightlyRunAt, paused } = settings;
  return { districtId, name, timeZone, nightlyRunAt, paused, nextNightAt: nextNightAt(settings, now), version };
}
