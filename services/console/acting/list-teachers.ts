import type { StaffMember } from '@passback/domain';
import type { HttpServer } from '@passback/service-kit';
import { Type } from 'typebox';
import type { ConsoleContext } from '../console-context.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { Answer, DistrictParams, Nullable, PROBLEMS, Query } from '../http/schemas.ts';
import { CONSOLE_LIMITS } from '../limits.ts';

interface Item {
  readonly userId: string;
  readonly sisUserId: string | null;
}

const schema = {
  tags: ['districts'],
  summary: 'Teachers of the staff list that Otus sent',
  description: `At most ${CONSOLE_LIMITS.teachersMost}, by their ids.`,
  params: DistrictParams,
  querystring: Query({
    search: Type.Optional(
      Type.String({ maxLength: CONSOLE_LIMITS.searchLength, description: 'Part of an id, in whichever case' }),
    ),
  }),
  response: {
    200: Answer<{ items: Item[]; total: number }>('Those that match', {
      items: Type.Array(
        Type.Object({ userId: Type.String(), sisUserId: Nullable(Type.String(), 'Null where Otus knows none') }),
      ),
      total: Type.Integer({ minimum: 0, description: 'How many match, also of those that are not shown' }),
    }),
    ...PROBLEMS,
  },
};

/** `GET /v1/districts/{districtId}/teachers` */
export function listTeachers(server: HttpServer, { ledger }: ConsoleContext): void {
  server.get('/v1/districts/:districtId/teachers', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const search = (request.query.search ?? '').toLowerCase();
      const staff = (await ledger.staff.get(request.params.districtId))?.staff ?? [];
      const found = staff.filter((member) => member.role === 'teacher' && matches(member, search));
      const items = found
        .map(({ userId, sisUserId }) => ({ userId, sisUserId }))
        .toSorted((one, other) => (one.userId < other.userId ? -1 : 1))
        .slice(0, CONSOLE_LIMITS.teachersMost);
      return reply.send({ items, total: found.length });
    }),
  );
}

function matches({ userId, sisUserId }: StaffMember, search: string): boolean {
  return [userId, sisUserId ?? ''].some((id) => id.toLowerCase().includes(search));
}
