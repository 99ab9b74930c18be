import type { ListFilter } from '@passback/ledger';
import { HttpProblem, type HttpServer } from '@passback/service-kit';
import { Type } from 'typebox';
import type { ConsoleContext } from '../console-context.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { isoOf } from '../http/instants.ts';
import { notFound } from '../http/problems.ts';
import { Answer, Instant, PROBLEMS } from '../http/schemas.ts';
import { askDelivery, type SectionNames, type SectionPlace, StudentNames } from './student-names.ts';

interface Item {
  readonly sisStudentId: string;
  readonly name: string;
}

interface Body {
  readonly items: Item[];
  readonly readAt: string;
  readonly unavailable: SectionNames['unavailable'];
}

const schema = {
  tags: ['PowerSchool'],
  summary: 'Names of a section’s students, read from PowerSchool while somebody looks; stored nowhere',
  params: Type.Object({
    districtId: Type.String({ minLength: 1 }),
    sectionId: Type.String({ minLength: 1, maxLength: 200, description: 'SIS section id' }),
  }),
  response: {
    200: Answer<Body>('The names that are to be had', {
      items: Type.Array(
        Type.Object({ sisStudentId: Type.String(), name: Type.String({ description: '"Last, First"' }) }),
      ),
      readAt: Instant,
      unavailable: Type.Unsafe<SectionNames['unavailable']>({
        type: 'string',
        nullable: true,
        enum: ['notAllowed', 'away', null],
        description: 'Why there are none: PowerSchool does not allow it, or cannot be asked now',
      }),
    }),
    ...PROBLEMS,
  },
};

/** `GET /v1/districts/{districtId}/sections/{sectionId}/students` */
export function listStudents(server: HttpServer, context: ConsoleContext): void {
  const studentNames = new StudentNames(askDelivery(context.delivery), context.clock);
  server.get('/v1/districts/:districtId/sections/:sectionId/students', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const { districtId, sectionId } = request.params;
      const { kind, teacher } = request.caller;
      if (kind === 'token') throw new HttpProblem(403, 'Forbidden', { detail: 'names are for persons who signed in' });
      const place = await placeOf(context, districtId, { section: sectionId, ...(teacher !== null && { teacher }) });
      if (place === null) throw notFound('no unit of this section is known');
      const { names, readAt, unavailable } = await studentNames.of(districtId, place);
      const items = [...names].map(([sisStudentId, name]) => ({ sisStudentId, name }));
      return reply.send({ items, readAt: isoOf(readAt), unavailable });
    }),
  );
}

/** By one of its units, a teacher's by one of theirs; null where there is none, of which nobody has anything to look at. */
async function placeOf(
  { ledger }: Pick<ConsoleContext, 'ledger'>,
  districtId: string,
  filter: ListFilter & { readonly section: string },
): Promise<SectionPlace | null> {
  const { items } = await ledger.sectionAssessments.list(districtId, filter, { limit: 1 });
  const section = items[0]?.otus.snapshot.section;
  if (section === undefined) return null;
  const { sisSchoolId, sisTeacherId, sisTermId } = section;
  const { section: sectionId } = filter;
  return { schoolId: sisSchoolId ?? '', sectionId, teacherId: sisTeacherId ?? '', termId: sisTermId ?? '' };
}
