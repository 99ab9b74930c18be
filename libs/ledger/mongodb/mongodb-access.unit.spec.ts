import { describe, expect, it } from '@jest/globals';
import { MongoServerError } from 'mongodb';
import { MongodbAccess } from './mongodb-access.ts';

const URL = 'mongodb://passback:s3cret@mongo-0:27017,mongo-1:27017/ledger?tls=true';
const explained = (error: unknown): string => new MongodbAccess(URL).explain(error);

describe('what MongoDB says', () => {
  it('of a wrong password names the hosts and the setting, and not the password', () => {
    const words = explained(new MongoServerError({ code: 18, errmsg: 'Authentication failed.' }));
    expect(words).toBe('MongoDB at mongo-0:27017,mongo-1:27017 refuses the user and password of LEDGER_URL');
  });

  it('of a missing right names the command and the database, and not what the command carried', () => {
    const errmsg = 'not authorized on ledger to execute command { find: "units", filter: { studentId: "81001" } }';
    expect(explained(new MongoServerError({ code: 13, errmsg }))).toBe(
      'the user of LEDGER_URL lacks a right in MongoDB at mongo-0:27017,mongo-1:27017: find on ledger',
    );
  });

  it('of a certificate is found behind what the driver made of it', () => {
    const cause = new Error('certificate has expired');
    expect(explained(new Error('connection failed', { cause }))).toBe(
      'MongoDB cannot be reached: the certificate of mongo-0:27017,mongo-1:27017 has expired',
    );
  });

  it('of anything else is that it cannot be reached', () => {
    const where = 'MongoDB at mongo-0:27017,mongo-1:27017 (LEDGER_URL) cannot be reached';
    expect(explained(new Error('connect ECONNREFUSED 10.0.0.1:27017'))).toBe(`${where}: ECONNREFUSED`);
    expect(explained(new Error('no server'))).toBe(where);
  });

  it('of a file that is not there is that it cannot be read', () => {
    const access = new MongodbAccess(`${URL}&tlsCAFile=%2Fgone%2Fca.pem`);
    expect(access.fileTrouble()).toBe('tlsCAFile (/gone/ca.pem) cannot be read: ENOENT');
    expect(access.explain(new Error('ENOENT: no such file'))).toContain(
      'tlsCAFile (/gone/ca.pem) cannot be read: ENOENT',
    );
    expect(new MongodbAccess(URL).fileTrouble()).toBeNull();
  });
});
