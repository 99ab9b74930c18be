import type { AuditEntry, AuditOutcome, AuditStore } from '../port/audit.ts';
import { checkLimit, LEDGER_LIMITS } from '../port/limits.ts';
import type { TokenUse, TokenUseStore } from '../port/token-uses.ts';
import { auditCursor, auditPosition, auditText } from '../shared/audit-entries.ts';
import { deleteInParts } from './delete-in-parts.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

const APPEND = 'insert or ignore into audit (district_id, entry_id, at, entry) values (?, ?, ?, ?)';
const CONCLUDE = 'insert or ignore into audit_outcomes (district_id, entry_id, at, outcome) values (?, ?, ?, ?)';
const LIST = `
  select audit.at, audit.entry_id, audit.entry, audit_outcomes.outcome from audit
  left join audit_outcomes on audit_outcomes.district_id = audit.district_id and audit_outcomes.entry_id = audit.entry_id
  where audit.district_id = ? and (audit.at, audit.entry_id) < (?, ?)
  order by audit.at desc, audit.entry_id desc limit ?`;
const PRUNE = 'delete from audit where rowid in (select rowid from audit where at < ? limit ?)';
const PRUNE_OUTCOMES = `
  delete from audit_outcomes where rowid in (select rowid from audit_outcomes where at < ? limit ?)`;

interface AuditRow {
  readonly at: number;
  readonly entry_id: string;
  readonly entry: string;
  readonly outcome: string | null;
}

export function sqliteAudit(database: SqliteDatabase): AuditStore {
  return {
    append: async (entry) => {
      const text = auditText(entry);
      await database.write(() => void database.run(APPEND, entry.districtId, entry.entryId, entry.at, text));
    },
    conclude: async (districtId, entryId, outcome) => {
      const text = auditText(outcome);
      await database.write(() => void database.run(CONCLUDE, districtId, entryId, outcome.at, text));
    },
    list: async (districtId, { cursor, limit }) => {
      checkLimit('entries of one page', limit, LEDGER_LIMITS.listPage);
      const { at, entryId } = auditPosition(districtId, cursor) ?? { at: Number.MAX_SAFE_INTEGER, entryId: '' };
      const rows = await database.read(() => database.all<AuditRow>(LIST, districtId, at, entryId, limit + 1));
      const positions = rows.map((row) => ({ at: row.at, entryId: row.entry_id }));
      return { items: rows.slice(0, limit).map(commandOf), cursor: auditCursor(districtId, positions, limit) };
    },
    prune: async (before) => {
      const removed = await deleteInParts(database, PRUNE, before);
      await deleteInParts(database, PRUNE_OUTCOMES, before);
      return removed;
    },
  };
}

function commandOf({ entry, outcome }: AuditRow) {
  return {
    ...(JSON.parse(entry) as AuditEntry),
    outcome: outcome === null ? null : (JSON.parse(outcome) as AuditOutcome),
  };
}

const USE = `
  insert into token_uses (district_id, token, at) values (?, ?, ?)
  on conflict (district_id, token) do update set at = max(at, excluded.at)`;

const PRUNE_USES = 'delete from token_uses where rowid in (select rowid from token_uses where at < ? limit ?)';

export function sqliteTokenUses(database: SqliteDatabase): TokenUseStore {
  return {
    // Nothing depends on it but what people see, so it is not worth a flush.
    record: ({ districtId, token, at }) => database.writeUnflushed(() => void database.run(USE, districtId, token, at)),
    list: (districtId) =>
      database.read(() => {
        const sql = 'select token, at from token_uses where district_id = ?';
        return database.all<Pick<TokenUse, 'token' | 'at'>>(sql, districtId).map((use) => ({ districtId, ...use }));
      }),
    prune: (before) => deleteInParts(database, PRUNE_USES, before),
  };
}
