import type { DistrictStore } from '@passback/ledger';
import { audited, type AuditContext, type Command } from './audited.ts';
import { settingsChanges } from './settings-changes.ts';

/** The districts' store with every change of settings in the audit log; `roles`: of the person who changes them, as of `Command`. A file that is read again and changes nothing is no command. */
export function auditedDistricts(context: AuditContext, roles?: Command['roles']): Pick<DistrictStore, 'get' | 'put'> {
  const { districts } = context.ledger;
  return {
    get: (districtId) => districts.get(districtId),
    put: async (settings, change) => {
      const { districtId } = settings;
      const stored = await districts.get(districtId);
      const changes = settingsChanges(stored?.settings ?? null, settings);
      const put = () => districts.put(settings, change);
      if (change.by === BY_FILE && changes.length === 0) return put();
      const asked = { replacedVersion: stored?.version ?? 0 };
      const by = { requestedBy: change.by, ...(roles !== undefined && { roles }) };
      const command = { districtId, ...by, command: 'settings', asked, changes } as const;
      return audited(context, command, put, ({ version }) => ({ status: 200, result: { version } }));
    },
  };
}

/** Who a change from `DISTRICTS_FILE` is recorded by. */
export const BY_FILE = 'file';
