import { describe, expect, test } from '@jest/globals';
import { failureOf } from './classify.ts';
import { FAILURE_TABLE } from './failure-table.ts';

type Row = readonly [status: number, body: string, phase?: 'token' | 'call'];

/** Answers that each row of the table is there for, in the words of PowerSchool where they are known. */
const EXAMPLES: Readonly<Record<string, readonly Row[]>> = {
  'credentials refused': [
    [401, '{"error":"invalid_client"}', 'token'],
    [400, '{"error":"unsupported_grant_type"}', 'token'],
    [403, '{"message":"The plugin is not enabled."}', 'token'],
  ],
  'plugin without the permission': [
    [401, '{"errorMessage":{"message":"Plugin is missing required accessLevelV1Api READ permission"}}'],
  ],
  'a fresh token refused': [
    [401, '{"message":"The access token is invalid or has expired."}'],
    [401, '<html><title>Sign In</title></html>'],
  ],
  'plugin disabled': [
    [403, '{"message":"The plugin is not enabled."}'],
    [403, '{"message":"Plugin has been disabled"}'],
  ],
  'an HTML page instead of JSON': [
    [200, '<!DOCTYPE html><html><title>Sign In</title></html>'],
    [404, '<html><title>Not Found</title></html>'],
    [502, '<html><h1>Bad gateway</h1></html>'],
    [200, '<html></html>', 'token'],
  ],
  'the teacher does not teach the section': [
    [403, '{"message":"User does not teach section [85001] with required access: EDIT"}'],
  ],
  'no access to a field': [
    [403, '{"message":"No access to field assignment.createdbyplugin"}'],
    [
      403,
      '{"imsx_codeMajor":"failure","imsx_CodeMinor":{"imsx_codeMinorField":[{"imsx_codeMinorFieldValue":"forbidden"}]}}',
    ],
    [403, '{"message":"Access denied"}'],
  ],
  'access denied without words': [
    [403, ''],
    [403, '{}'],
  ],
  'score of a deleted assignment': [
    [500, '{"message":"Unable to find com.pearson.powerschool.xte.model.AssignmentSection with id 5001"}'],
  ],
  'an assignment that is not found': [
    [404, '{"message":"AssignmentSection with id 77001 was not found."}'],
    [404, '{"message":"Unable to find com.pearson.powerschool.xte.model.Assignment with id 5001"}'],
  ],
  'result of a deleted line item': [
    [404, '{"imsx_description":"lineItem 7 not found"}'],
    [422, '{"imsx_description":"Unknown lineItem"}'],
    [400, '{"imsx_description":"The line item does not exist"}'],
    [404, '{"imsx_description":"lineItem 7 was not found for student 5"}'],
  ],
  'category inactive, missing or renamed': [
    [409, '{"errors":[{"field":"teachercategoryid","message":"Teacher category 4303 is inactive."}]}'],
    [
      409,
      '{"errors":[{"field":"teachercategoryid","message":"Teacher category 4310 is not of the section\'s year."}]}',
    ],
    [
      409,
      '{"errors":[{"field":"_assignmentcategoryassociations","message":"Assignment must have a primary category."}]}',
    ],
    [422, '{"imsx_description":"category not found"}'],
    [400, '{"imsx_description":"Invalid category reference"}'],
  ],
  'sent again and still asked to resubmit': [[412, '{"message":"Resubmit"}']],
  'the request took too long to arrive': [[408, '']],
  'too fast': [[429, '{"message":"Too many requests."}']],
  'no token to be had here': [[404, '{"message":"No resource"}', 'token']],
  'any other refusal': [
    [
      409,
      '{"errors":[{"field":"duedate","message":"Due date must be within the date range of the section\'s term."}]}',
    ],
    [409, '{"errors":[{"field":"name","message":"Name cannot be longer than 50 characters."}]}'],
    [409, '{"errors":[{"field":"duedate","message":"Locked Term"}]}'],
    [
      409,
      '{"errors":[{"field":"totalpointvalue","message":"(Points * Weight) + Extra Points cannot be greater than 9999."}]}',
    ],
    [404, '{"message":"School with id 7 was not found."}'],
    [403, '{"message":"Something nobody has seen"}'],
    [418, ''],
    [422, '{"imsx_description":"Student 5 was not found for lineItem 7"}'],
    [404, '{"imsx_description":"Unknown user for line item 7"}'],
    [404, '{"message":"AssignmentStudentAssociation of AssignmentSection 7 was not found"}'],
  ],
  'moved for good': [
    [301, '<html><title>Moved Permanently</title></html>'],
    [301, '', 'token'],
  ],
  'moved for good, whatever is asked': [[308, '']],
  'sent elsewhere for now': [
    [302, ''],
    [302, '<html><title>Sign In</title></html>'],
    [307, '', 'token'],
  ],
  'anything that is no answer of the API': [
    [500, '{"message":"Internal server error"}'],
    [502, 'Bad gateway'],
    [503, ''],
    [200, '{"terms":{"term":['],
  ],
};

describe('the failure table', () => {
  test('has an example of each row', () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual(FAILURE_TABLE.map(({ name }) => name).sort());
  });

  describe.each(FAILURE_TABLE.map((rule) => [rule.name, rule] as const))('%s', (name, rule) => {
    test.each([...(EXAMPLES[name] ?? [])])('%i %s', (...[status, body, phase]: Row) => {
      const failure = failureOf({ method: 'GET' }, { status, body }, phase);
      expect(failure).toMatchObject({ class: rule.class, code: rule.code, status });
      expect(failure.message).not.toBe('');
    });
  });

  test.each([
    ['https://new.school.test:8443/path?session=geheim#x', 'new.school.test:8443'],
    ['//new.school.test/', 'new.school.test'],
    ['HTTP://user:geheim@10.0.0.1/', '10.0.0.1'],
    ['/admin/pw.html?session=geheim', 'another page of the same host'],
    ['https://', 'another page of the same host'],
    [undefined, 'nowhere'],
  ])('says where a redirect to %s leads, and nothing that may be a secret', (location, where) => {
    const headers: Record<string, string> = location === undefined ? {} : { location };
    const { message } = failureOf({ method: 'GET' }, { status: 302, headers, body: '<html>geheim</html>' });
    expect(message).toBe(`PowerSchool redirects to ${where} (HTTP 302); redirects are not followed`);
  });

  test('says the status where PowerSchool says nothing', () => {
    expect(failureOf({ method: 'GET' }, { status: 503, body: '' }).message).toBe('HTTP 503');
  });

  test.each([
    ['PUT', 502, '', true],
    ['PUT', 308, '', true],
    ['POST', 500, '{"message":"Internal server error"}', true],
    ['POST', 200, '<html></html>', true],
    ['POST', 404, '<html></html>', true],
    ['PUT', 409, '<html><title>Blocked</title></html>', true],
    ['PUT', 404, '', true],
    ['PUT', 404, 'Not Found', true],
    ['PUT', 404, '{}', true],
    ['PUT', 404, '{"message":"School not found"}', false],
    ['PUT', 408, '{"message":"Request timeout"}', true],
    ['PUT', 302, '', true],
    ['PUT', 501, '', false],
    ['PUT', 401, '<html></html>', false],
    ['PUT', 403, '', false],
    ['PUT', 409, '{"message":"Validation Error"}', false],
    ['PUT', 412, '{"message":"Resubmit"}', false],
    ['PUT', 500, '{"message":"Unable to find x.AssignmentSection with id 5"}', false],
    ['GET', 502, '', false],
  ] as const)('%s answered with %i %s leaves the write in doubt: %s', (method, status, body, uncertain) => {
    expect(failureOf({ method }, { status, body }).uncertain).toBe(uncertain);
  });
});
