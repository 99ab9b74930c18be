import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { StaffRecord } from '@passback/ledger';
import { type Claims, takeClaims, valuesOf } from './claims.ts';
import { checkRoles, type Roles } from './roles-schema.ts';
import { keptClaims } from './session-facts.ts';
import { identityOf, standingOf } from './standing.ts';

/** As these providers send them, with ids of nobody. */
function recorded(provider: 'google-workspace' | 'entra-id' | 'classlink'): Claims {
  const file = path.join(import.meta.dirname, 'testing', 'claims', `${provider}.json`);
  return takeClaims(JSON.parse(readFileSync(file, 'utf8')) as Claims, {});
}

const STAFF: StaffRecord = {
  districtId: 'lincoln',
  revision: 1,
  staff: [
    { userId: 'otus-12', sisUserId: '8301', role: 'teacher', inPassbackGroup: true },
    { userId: 'otus-13', sisUserId: null, role: 'teacher', inPassbackGroup: true },
    { userId: 'otus-14', sisUserId: '8302', role: 'admin', inPassbackGroup: true },
  ],
};
const staff = { get: async (districtId: string) => (districtId === 'lincoln' ? STAFF : null) };

type Rule = Roles['rules'][number];
const rule = (when: Rule['when'], role: Rule['give']['role'], districtId?: Rule['give']['districtId']): Rule => ({
  when,
  give: { role, ...(districtId !== undefined && { districtId }) },
});
const standing = (claims: Claims, rules: Rule[], teacher: NonNullable<Roles['teacher']> = {}) =>
  standingOf({ roles: { rules, teacher }, claims }, staff);
const grant = (districtId: string, role: string, otusUserIds: string[] = [], sisTeacherIds: string[] = []) => ({
  ...{ districtId, role, otusUserIds, sisTeacherIds },
});
const one = (...grants: object[]) => ({ isOperator: false, grants });

describe('Google Workspace', () => {
  const claims = recorded('google-workspace');

  it('gives roles by the domain of the school, and by verified addresses', async () => {
    const byDomain = rule({ hd: 'lincoln.example.org' }, 'viewer', 'lincoln');
    const byPerson = rule({ hd: 'lincoln.example.org', email: ['pat.jones@lincoln.example.org'] }, 'admin', 'lincoln');
    expect(await standing(claims, [byDomain])).toEqual(one(grant('lincoln', 'viewer')));
    expect(await standing(claims, [byPerson, byDomain])).toEqual(one(grant('lincoln', 'admin')));
    expect(await standing({ ...claims, hd: 'other.example.org' }, [byPerson, byDomain])).toBeNull();
  });

  it('has no address that it does not call verified', async () => {
    const byAddress = [rule({ email: 'pat.jones@lincoln.example.org' }, 'viewer', 'lincoln')];
    for (const email_verified of [false, 'false', undefined, null])
      expect(await standing(takeClaims({ ...claims, email_verified }, {}), byAddress)).toBeNull();
    expect(await standing(takeClaims({}, { ...claims }), byAddress)).not.toBeNull();
    // One source does not vouch for the other's.
    const { email, ...others } = claims;
    expect(takeClaims(others, { email })).not.toHaveProperty('email');
  });
});

describe('Entra ID', () => {
  const claims = recorded('entra-id');

  it('gives roles by roles of the application, groups and directory roles', async () => {
    const admin = rule({ tid: '9122040d-6c67-4c5b-b112-36a304b66dad', roles: 'Passback.Admin' }, 'admin', 'lincoln');
    const viewer = rule({ groups: ['none', '3b2b0c93-acd8-4208-8eba-7a48db1cd4c0'] }, 'viewer', 'jefferson');
    const operator = rule({ wids: 'b79fbf4d-3ef9-4689-8143-76b194e85509' }, 'operator');
    expect(await standing(claims, [admin, viewer])).toEqual(
      one(grant('lincoln', 'admin'), grant('jefferson', 'viewer')),
    );
    expect(await standing(claims, [operator])).toEqual({ isOperator: true, grants: [] });
    expect(await standing({ ...claims, tid: 'another' }, [admin])).toBeNull();
  });

  it('does not vouch for addresses', () => {
    expect(claims).not.toHaveProperty('email');
  });

  it('knows a person by `oid`', () => {
    expect(identityOf({ personId: 'oid' }, claims)).toEqual({
      id: '00000000-0000-0000-66f3-3332eca7ea81',
      name: 'Pat Jones',
    });
    expect(identityOf({ personId: 'roles' }, { ...claims, roles: ['a', 'b'] })).toBeNull();
    expect(identityOf({ personId: 'missing' }, claims)).toBeNull();
  });
});

describe('ClassLink', () => {
  const claims = recorded('classlink');
  const teacher = rule({ Role: 'Teacher' }, 'teacher', { claim: 'TenantId', map: { '2284': 'lincoln' } });

  it('gives teachers what is theirs, by ids of the SIS and of the staff list', async () => {
    const bySis = await standing(claims, [teacher], { sisTeacherIds: ['SourcedId'] });
    expect(bySis).toEqual(one(grant('lincoln', 'teacher', [], ['8301'])));
    const byStaff = await standing(claims, [teacher], { staff: ['SourcedId'] });
    expect(byStaff).toEqual(one(grant('lincoln', 'teacher', ['otus-12'], ['8301'])));
    const byOtus = await standing({ ...claims, otus: 'otus-13' }, [teacher], { staff: ['otus'] });
    expect(byOtus).toEqual(one(grant('lincoln', 'teacher', ['otus-13'])));
  });

  it('gives nothing to a teacher whose units nobody knows, or who is no teacher by the staff list', async () => {
    for (const SourcedId of ['', '1', null, '8302'])
      expect(await standing({ ...claims, SourcedId }, [teacher], { staff: ['SourcedId'] })).toBeNull();
    expect(await standing(claims, [teacher], { staff: [], sisTeacherIds: ['nothing'] })).toBeNull();
  });

  it('gives nothing of a tenant that is not in the list', async () => {
    for (const TenantId of [1, 'constructor', '__proto__', null])
      expect(await standing({ ...claims, TenantId }, [teacher], { sisTeacherIds: ['SourcedId'] })).toBeNull();
  });

  it('has claims below others, also of lists', () => {
    expect(valuesOf(claims, 'profile.orgs.sourcedId')).toEqual(['100', '200']);
    for (const name of ['profile.orgs', 'profile.none.x', 'constructor', '__proto__.x', 'profile.orgs.length'])
      expect(valuesOf(claims, name)).toEqual([]);
    expect(valuesOf({ 'https://example.org/role': ['a'] }, 'https://example.org/role')).toEqual(['a']);
  });
});

describe('several rules', () => {
  const claims = { groups: ['a', 'b', 'c'], id: '8301' };

  it('give the strongest role of each district, in whichever order', async () => {
    const rules = [
      rule({ groups: 'a' }, 'viewer', 'lincoln'),
      rule({ groups: 'b' }, 'admin', 'lincoln'),
      rule({ groups: 'c' }, 'teacher', 'lincoln'),
    ];
    for (const order of [rules, rules.toReversed()])
      expect(await standing(claims, order, { sisTeacherIds: ['id'] })).toEqual(one(grant('lincoln', 'admin')));
  });

  it('keep of the claims what they look at, which gives the same roles', async () => {
    const roles = { rules: [rule({ groups: ['b'] }, 'teacher', 'lincoln')], teacher: { sisTeacherIds: ['id.of'] } };
    const said = { ...claims, id: { of: 8301 }, address: 'secret' };
    const kept = keptClaims(roles, said);
    expect(kept).toEqual({ groups: ['a', 'b', 'c'], 'id.of': ['8301'] });
    expect(await standingOf({ roles, claims: kept }, staff)).toEqual(await standingOf({ roles, claims: said }, staff));
  });
});

describe('a file of roles', () => {
  const faults = (value: unknown) => {
    const checked = checkRoles(value);
    return checked.ok ? [] : checked.errors.map(({ path: place }) => place).toSorted();
  };
  const good = { when: { hd: 'x' }, give: { role: 'viewer', districtId: 'lincoln' } };

  it('has every wrong place named', () => {
    expect(faults({ rules: [good] })).toEqual([]);
    expect(faults({ rules: [] })).toEqual(['rules']);
    expect(faults({ rules: [good, { ...good, when: {} }] })).toEqual(['rules[1].when']);
    expect(faults({ rules: [good, { ...good, give: { role: 'viewer' } }] })).toEqual(['rules[1].give.districtId']);
    expect(faults({ rules: [{ ...good, give: { role: 'king', districtId: 'x' } }] })).toEqual(['rules[0].give.role']);
    expect(faults({ rules: [{ when: { hd: 'x' }, give: { role: 'operator', districtId: 'x' } }] })).toEqual([
      'rules[0].give.districtId',
    ]);
    expect(faults({ rules: [{ ...good, give: { role: 'teacher', districtId: 'x' } }] })).toEqual(['teacher']);
    expect(faults({ rules: [good], personid: 'oid' })).toEqual(['personid']);
    expect(faults(null)).toEqual(['']);
  });
});
