import type { Collection } from 'mongodb';
import type { DistrictRecord, DistrictSettings, DistrictStore, FileMemory } from '../port/districts.ts';
import { LedgerError } from '../port/ledger.ts';
import { LEDGER_LIMITS } from '../port/limits.ts';
import { type DistrictChange, districtChange } from '../shared/district-changes.ts';
import type { DistrictDocument } from './documents.ts';
import type { MongodbConnection } from './mongodb-connection.ts';
import { isDuplicateKey } from './mongodb-errors.ts';

/** Settings are changed by people; more rounds than this mean that something is wrong. */
const PUT_ROUNDS = 10;

export function mongodbDistricts(connection: MongodbConnection): DistrictStore {
  return {
    get: (districtId) => connection.run(({ districts }) => findDistrict(districts, districtId)),
    list: () =>
      connection.run(async ({ districts }) => {
        const documents = await districts
          .find({}, { projection: { changes: 0 } })
          .sort({ _id: 1 })
          .toArray();
        return documents.map(toDistrict);
      }),
    put: (settings, change) => connection.run(({ districts }) => putDistrict(districts, settings, change)),
    changes: (districtId) =>
      connection.run(async ({ districts }) => {
        const document = await districts.findOne({ _id: districtId }, { projection: { changes: 1 } });
        return (document?.changes ?? []).toReversed();
      }),
    markEvaluated: (districtId, evaluatedWith) =>
      connection.run(async ({ districts }) => {
        await districts.updateOne({ _id: districtId }, { $set: { evaluatedWith } });
      }),
  };
}

async function findDistrict(
  districts: Collection<DistrictDocument>,
  districtId: string,
): Promise<DistrictRecord | null> {
  const document = await districts.findOne({ _id: districtId }, { projection: { changes: 0 } });
  return document === null ? null : toDistrict(document);
}

async function putDistrict(
  districts: Collection<DistrictDocument>,
  settings: DistrictSettings,
  change: Parameters<DistrictStore['put']>[1],
): Promise<DistrictRecord> {
  for (let round = 0; round < PUT_ROUNDS; round += 1) {
    const stored = await findDistrict(districts, settings.districtId);
    const made = districtChange(stored, settings, change);
    if (made === null) return stored as DistrictRecord;
    const { record } = made;
    const isStored =
      made.change === null ? await storeMemory(districts, record) : await storeChange(districts, record, made.change);
    if (isStored) return record;
  }
  throw new LedgerError('UNAVAILABLE', `The settings of district ${settings.districtId} keep changing`);
}

/** False when a change of the settings came first. */
async function storeMemory(districts: Collection<DistrictDocument>, district: DistrictRecord): Promise<boolean> {
  const filter = { _id: district.settings.districtId, version: district.version };
  const { matchedCount } = await districts.updateOne(filter, { $set: { file: JSON.stringify(district.file) } });
  return matchedCount === 1;
}

/** False when another change came first. */
async function storeChange(
  districts: Collection<DistrictDocument>,
  district: DistrictRecord,
  change: DistrictChange,
): Promise<boolean> {
  const { settings, evaluatedWith, file, ...fields } = district;
  const memory = file === undefined ? {} : { file: JSON.stringify(file) };
  const stored = { ...fields, ...memory, settings: JSON.stringify(settings) };
  if (district.version > 1) {
    const { matchedCount } = await districts.updateOne(
      { _id: settings.districtId, version: district.version - 1 },
      { $set: stored, $push: { changes: { $each: [change], $slice: -LEDGER_LIMITS.districtChanges } } },
    );
    return matchedCount === 1;
  }
  try {
    await districts.insertOne({ _id: settings.districtId, ...stored, evaluatedWith, changes: [change] });
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

function toDistrict(document: DistrictDocument): DistrictRecord {
  const { version, createdAt, changedAt, changedBy, evaluatedWith } = document;
  const settings = JSON.parse(document.settings) as DistrictSettings;
  const memory = document.file === undefined ? {} : { file: JSON.parse(document.file) as FileMemory };
  return { settings, version, createdAt, changedAt, changedBy, evaluatedWith, ...memory };
}
