import {
  allOf,
  DISTRICT_DATA,
  type DistrictRecord,
  type DistrictSettings,
  type Ledger,
  scanUnits,
  type StaffRecord,
} from '@passback/ledger';
import { notificationsView } from '../districts/district-view.ts';

/** Records of one read: no more than 50 MiB where each is as large as it can be. */
const PAGE = 50;

/** One line of an export. */
export interface Exported {
  readonly kind:
    | 'export'
    | 'settings'
    | 'staff'
    | 'sectionAssessment'
    | 'attempt'
    | 'run'
    | 'gradingPeriods'
    | 'command'
    | 'tokenUse'
    | 'lane'
    | 'pace';
  readonly record: unknown;
}

/**
 * All that the ledger holds of a district, record by record, with bounded memory; the first line counts what follows. The secret and the
 * hashes of the tokens are left out. What is written meanwhile may be in it or not. Throws what the ledger throws, and an error for a district that is not there.
 */
export async function* exportDistrict(ledger: Ledger, districtId: string, at: number): AsyncGenerator<Exported> {
  const { districtData } = ledger;
  const district = await ledger.districts.get(districtId);
  if (district === null) throw new Error(`there is no district ${districtId}`);
  const counts: Record<string, number> = {};
  for (const kind of DISTRICT_DATA) counts[kind] = await districtData.count(districtId, kind);
  yield { kind: 'export', record: { districtId, at: new Date(at).toISOString(), counts } };
  yield { kind: 'settings', record: withoutSecrets(district) };
  const staff = await ledger.staff.get(districtId);
  if (staff !== null) yield { kind: 'staff', record: withoutAddresses(staff) };
  for await (const units of scanUnits(ledger.sectionAssessments, districtId, { unitsAPage: PAGE }))
    for (const record of units) yield { kind: 'sectionAssessment', record };
  const kinds = { attempts: 'attempt', runs: 'run', gradingPeriods: 'gradingPeriods' } as const;
  for (const kind of ['attempts', 'runs', 'gradingPeriods'] as const)
    for await (const record of allOf((page) => districtData.page(districtId, kind, page), PAGE))
      yield { kind: kinds[kind], record };
  for (const record of await ledger.tokenUses.list(districtId)) yield { kind: 'tokenUse', record };
  const lane = await ledger.lanes.get(districtId);
  if (lane !== null) yield { kind: 'lane', record: lane };
  const pace = await ledger.paces.get(districtId);
  if (pace !== null) yield { kind: 'pace', record: pace };
  for await (const record of allOf((page) => ledger.audit.list(districtId, page), PAGE))
    yield { kind: 'command', record };
}

function withoutSecrets({ settings, version, changedAt, changedBy }: DistrictRecord): unknown {
  const { clientSecret: _secret, ...powerschool } = settings.powerschool;
  const tokens = settings.tokens.map(({ sha256: _hash, ...token }: DistrictSettings['tokens'][number]) => token);
  const { notifications } = settings;
  const told = notifications === undefined ? {} : { notifications: notificationsView(notifications) };
  return { ...settings, powerschool, tokens, ...told, version, changedAt, changedBy };
}

/** What is sealed says nothing to whoever reads an export. */
function withoutAddresses({ staff, ...record }: StaffRecord): unknown {
  return {
    ...record,
    staff: staff.map(({ sealedEmail, ...member }) => ({ ...member, emailSet: sealedEmail !== undefined })),
  };
}
