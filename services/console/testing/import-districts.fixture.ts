import type { DistrictRecord } from '@passback/ledger';
import { readDistrictsFile } from '../districts/districts-file.ts';
import { type ImportStores, storeDistricts } from '../districts/import-districts.ts';

/** What a start does once with the file of districts. */
export async function importDistricts(file: string, stores: ImportStores): Promise<readonly DistrictRecord[]> {
  return storeDistricts(file, await readDistrictsFile(file), stores);
}
