import { attempt, type Check, type ReadGradebook } from './check.ts';

/** Whether somebody answers at the district's address, and shows a good certificate. Asks without credentials. */
export function checkAddress(read: ReadGradebook): Promise<Check> {
  return attempt({ check: 'address' }, async () => {
    await read((sis) => sis.reach());
    return null;
  });
}

/** Whether the client id and secret still get a token. */
export function checkCredentials(read: ReadGradebook): Promise<Check> {
  return attempt({ check: 'credentials' }, async () => {
    await read((sis) => sis.authenticate());
    return null;
  });
}
