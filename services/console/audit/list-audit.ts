import { AUDIT_COMMANDS, type AuditedCommand, type AuditOutcome } from '@passback/ledger';
import type { HttpServer } from '@passback/service-kit';
import { Type } from 'typebox';
import type { ConsoleContext } from '../console-context.ts';
import { jsonCell } from '../http/csv.ts';
import { inRequestSpan } from '../http/in-request-span.ts';
import { isoOf } from '../http/instants.ts';
import { Answer, AskedBy, DistrictParams, FileParameters, Instant, Limit, PROBLEMS, Query } from '../http/schemas.ts';
import { type CsvTable, sendCsvPages } from '../http/send-csv.ts';
import { CONSOLE_LIMITS } from '../limits.ts';

interface AuditItem extends Omit<AuditedCommand, 'districtId' | 'at' | 'outcome'> {
  readonly at: string;
  readonly outcome: (Omit<AuditOutcome, 'at'> & { readonly at: string }) | null;
}

const Anything = Type.Object({}, { additionalProperties: true });
const TextOrNone = Type.Unsafe<string | null>({ type: 'string', nullable: true });

const Outcome = Type.Object(
  { at: Instant, ok: Type.Boolean(), status: Type.Integer({ description: 'As HTTP said it' }), result: Anything },
  { description: 'What came of it. Null: it goes on, or how it ended could not be recorded' },
);

const schema = {
  tags: ['districts'],
  summary: 'Who commanded what, newest first',
  description:
    'Every run, redrive, repair, reconciliation, connection check, change of settings or tokens, beginning and end of acting for a teacher, replay or dismissal of dead letters, and letting messages go to an address again, written before it takes effect. Of ' +
    'secrets it says only that they changed. What was refused before it was a command (400, 401, 403, 409) is not in it; nor is a dry run of settings.',
  params: DistrictParams,
  querystring: Query({
    cursor: Type.Optional(Type.String({ maxLength: 1_000, description: 'Of the page before' })),
    limit: Limit(CONSOLE_LIMITS.listMost, CONSOLE_LIMITS.listDefault),
    ...FileParameters(`at most ${CONSOLE_LIMITS.csvRows} entries, whatever the limit`),
  }),
  response: {
    200: Answer<{ items: AuditItem[]; cursor: string | null }>('A page', {
      items: Type.Array(
        Type.Object({
          entryId: Type.String(),
          at: Instant,
          command: Type.Enum([...AUDIT_COMMANDS]),
          by: Type.Object({
            token: AskedBy('file'),
            label: TextOrNone,
            roles: Type.Array(Type.String()),
          }),
          actingFor: Type.Optional(
            Type.String({ description: 'The teacher, by Otus, for whom it was done; left out: for nobody else' }),
          ),
          asked: Anything,
          changes: Type.Array(
            Type.Object(
              { key: Type.String(), before: Type.Unknown(), after: Type.Unknown() },
              { additionalProperties: true },
            ),
          ),
          traceId: TextOrNone,
          outcome: Type.Unsafe<AuditItem['outcome']>({ ...Outcome, nullable: true }),
        }),
      ),
      cursor: Type.Unsafe<string | null>({ type: 'string', nullable: true, description: 'Null on the last page' }),
    }),
    ...PROBLEMS,
  },
};

/** `GET /v1/districts/{districtId}/audit` */
export function listAudit(server: HttpServer, { ledger }: ConsoleContext): void {
  server.get('/v1/districts/:districtId/audit', { schema }, (request, reply) =>
    inRequestSpan(request, reply, async () => {
      const { cursor, limit, format } = request.query;
      const read = (page: { cursor?: string; limit: number }) => ledger.audit.list(request.params.districtId, page);
      if (format === 'csv') return sendCsvPages(reply, AUDIT_TABLE, read, cursor);
      const found = await read({ limit, ...(cursor === undefined ? {} : { cursor }) });
      return reply.send({ items: found.items.map(itemOf), cursor: found.cursor });
    }),
  );
}

function itemOf({ districtId: _district, at, outcome, ...entry }: AuditedCommand): AuditItem {
  return { ...entry, at: isoOf(at), outcome: outcome === null ? null : { ...outcome, at: isoOf(outcome.at) } };
}

const AUDIT_TABLE: CsvTable<AuditedCommand> = {
  name: 'audit',
  columns: [
    ...['entryId', 'at', 'command', 'by', 'label', 'roles', 'asked', 'changes'],
    ...['concludedAt', 'ok', 'status', 'result', 'traceId'],
  ],
  rowOf: (entry) => {
    const { entryId, at, command, by, asked, changes, traceId, outcome } = itemOf(entry);
    const outcomeCells =
      outcome === null
        ? [null, null, null, null]
        : [outcome.at, String(outcome.ok), outcome.status, jsonCell(outcome.result)];
    return [
      ...[entryId, at, command, by.token, by.label, by.roles.join(' '), jsonCell(asked), jsonCell(changes)],
      ...[...outcomeCells, traceId],
    ];
  },
};
