import { type GradingPeriod, REASON_CODES, UNIT_STATES } from '@passback/domain';
import type { ListFilter } from '@passback/ledger';
import type { HttpServer } from '@passback/service-kit';
import { Type } from 'typebox';
import type { ConsoleContext } from '../console-context.ts';
import type { Caller } from '../sign-in/access.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { answerLanguage } from '../http/language.ts';
import { Answer, DistrictParams, FileParameters, Limit, Nullable, PROBLEMS, Query } from '../http/schemas.ts';
import { sendCsvPages } from '../http/send-csv.ts';
import { CONSOLE_LIMITS } from '../limits.ts';
import { currentTerm } from './current-term.ts';
import { unitTable } from './list-csv.ts';
import { listItem, type ListItem, ListItemSchema } from './list-item.ts';

const Day = Type.String({ format: 'date' });
const Text = Type.String({ maxLength: 200 });
/** No text that is looked for has a zero character, which ends a text for some ledgers. */
const Sought = (description: string) => Type.String({ maxLength: 100, pattern: '^[^\\u0000]*$', description });

const schema = {
  tags: ['section assessments'],
  summary: 'Section assessments, newest change first',
  description: `As JSON page by page, or with \`format=csv\` as one file of at most ${CONSOLE_LIMITS.csvRows} rows.`,
  params: DistrictParams,
  querystring: Query({
    state: Type.Optional(Type.Enum([...UNIT_STATES])),
    reason: Type.Optional(Type.Enum([...REASON_CODES])),
    identifier: Type.Optional(Text),
    section: Type.Optional(Type.String({ maxLength: 200, description: 'SIS section id' })),
    search: Type.Optional(Sought('Stands in the title or the identifier, in either case')),
    student: Type.Optional(Sought('Has a score of the student: Otus or SIS student id')),
    teacher: Type.Optional(Sought('Otus user id of who assigned it, or SIS teacher id of its section')),
    term: Type.Optional(
      Type.Enum(['current'], {
        description:
          'Only what changed since the grading period of today began: the one that the newest units are decided with; all of them where none has one',
      }),
    ),
    cursor: Type.Optional(Type.String({ maxLength: 1_000, description: 'Of the page before, with the same filter' })),
    limit: Limit(CONSOLE_LIMITS.listMost, CONSOLE_LIMITS.listDefault),
    ...FileParameters('every row, whatever the limit'),
  }),
  response: {
    200: Answer<{ items: ListItem[]; cursor: string | null; term: GradingPeriod | null }>('A page', {
      items: Type.Array(ListItemSchema),
      cursor: Nullable(Type.String(), 'Null on the last page'),
      term: Nullable(
        Type.Object({ name: Type.String(), start: Day, end: Day }, { description: 'Both ends inclusive' }),
        'The one of today, where `term` asks for it and the units have one',
      ),
    }),
    ...PROBLEMS,
  },
};

/** `GET /v1/districts/{districtId}/section-assessments` */
export function listSectionAssessments(server: HttpServer, { ledger, clock }: ConsoleContext): void {
  server.get('/v1/districts/:districtId/section-assessments', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const { cursor, limit, format, teacher, term: ofTerm, language: _language, ...asked } = request.query;
      const { districtId } = request.params;
      const scope = scopeOf(request.caller, teacher);
      const current = ofTerm === undefined ? null : await currentTerm(ledger, districtId, scope, clock.now());
      const filter = { ...asked, ...scope, ...(current !== null && { changedSince: current.since }) } as ListFilter;
      const read = (page: { cursor?: string; limit: number }) =>
        ledger.sectionAssessments.list(districtId, filter, page);
      const language = answerLanguage(request, reply);
      if (format === 'csv') return sendCsvPages(reply, unitTable(language), read, cursor);
      const found = await read({ limit, ...(cursor === undefined ? {} : { cursor }) });
      return reply.send({
        items: found.items.map((record) => listItem(record, language)),
        cursor: found.cursor,
        term: current?.term ?? null,
      });
    }),
  );
}

/** What is listed of a district: a teacher's own for teachers, whatever they ask; for others that of the teacher whom they ask for. */
function scopeOf(caller: Caller, asked: string | undefined): Pick<ListFilter, 'teacher'> {
  if (caller.teacher !== null) return { teacher: caller.teacher };
  return asked === undefined ? {} : { teacher: { otusUserIds: [asked], sisTeacherIds: [asked] } };
}
