import { type AddressInfo, createServer } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { TestAuthority } from '@passback/local-infrastructure';
import { type MailFaults, type MailServer, startMailServer } from '../testing/mail-server.fixture.ts';
import { outgoing } from '../testing/outgoing.fixture.ts';
import { SmtpChannel, type SmtpOptions } from './smtp-channel.ts';

/** Of a busy machine; and where the server says nothing, which is waited out. */
const [TIMEOUT_MS, SHORT_MS] = [20_000, 500];
let server: MailServer;
afterEach(() => server.stop());

function channelTo(url: string, options: Partial<SmtpOptions> = {}): SmtpChannel {
  return new SmtpChannel({
    ...{ url, from: 'Passback <passback@otus.example>', consoleUrl: 'https://passback.example' },
    ...{ isTlsRequired: false, credentials: () => null, timeoutMs: TIMEOUT_MS, ...options },
  });
}

/** What comes of a message, and whether its beginning was told before. */
async function send(channel: SmtpChannel, mayBegin = true) {
  let begun = 0;
  const end = await channel.send(outgoing(), async () => {
    begun += 1;
    return mayBegin;
  });
  return { end, begun };
}

async function sendTo(faults: MailFaults) {
  server = await startMailServer();
  server.faults = faults;
  return send(channelTo(server.url, faults.hangs === undefined ? {} : { timeoutMs: SHORT_MS }));
}

const TEACHER = 'teacher@school.example';

describe('a mail', () => {
  it('is taken, in text and HTML, under the message’s own id, with one click to unsubscribe', async () => {
    const { end, begun } = await sendTo({});
    expect(end).toMatchObject({ kind: 'sent', code: 250 });
    expect(begun).toBe(1);
    const [mail] = server.received;
    expect(mail?.to).toEqual([TEACHER]);
    expect(mail?.text).toContain('Message-ID: <0123456789abcdef@otus.example>');
    expect(mail?.text).toContain('List-Unsubscribe: <https://passback.example/unsubscribe/x>');
    expect(mail?.text).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(mail?.text).toContain('Content-Type: text/plain');
    expect(mail?.text).toContain('Content-Type: text/html');
    expect(mail?.text).toContain('Mid Term Exam');
  });

  it('does not go where somebody else has it in hand', async () => {
    server = await startMailServer();
    const { end } = await send(channelTo(server.url), false);
    expect(end).toEqual({ kind: 'taken' });
    expect(server.received).toEqual([]);
  });

  it.each([
    ['550 5.1.1 <teacher@school.example> no such user', true],
    ['554 5.7.1 <teacher@school.example> relaying denied', false],
  ])('is refused for its recipient: %s', async (answer, isAddressGone) => {
    const { end, begun } = await sendTo({ recipients: new Map([[TEACHER, answer]]) });
    expect(end).toMatchObject({ kind: 'refused', code: Number(answer.slice(0, 3)), isAddressGone });
    expect(begun).toBe(0);
    expect(JSON.stringify(end)).not.toContain('@');
  });

  it('comes again after a refusal that may pass', async () => {
    const { end } = await sendTo({ recipients: new Map([[TEACHER, '450 4.2.1 mailbox busy']]) });
    expect(end).toMatchObject({ kind: 'again', code: 450 });
  });

  it.each([
    ['451 4.3.0 try later', { kind: 'again', code: 451 }],
    ['554 5.6.0 not this content', { kind: 'refused', code: 554, isAddressGone: false }],
  ])('that was read and answered with %s is known not to be there', async (data, expected) => {
    expect((await sendTo({ data })).end).toMatchObject(expected);
    expect(server.received).toEqual([]);
  });

  it('comes again where the server hangs before it', async () => {
    const { end, begun } = await sendTo({ hangs: 'recipient' });
    expect(end).toMatchObject({ kind: 'again', code: null });
    expect(begun).toBe(0);
  });

  it('is in doubt where the server has all of it and does not answer', async () => {
    expect((await sendTo({ hangs: 'data' })).end).toMatchObject({ kind: 'inDoubt' });
    expect(server.received).toHaveLength(1);
  });

  it('is in doubt where the connection ends before the answer', async () => {
    expect((await sendTo({ cuts: 'afterData' })).end).toMatchObject({ kind: 'inDoubt' });
    expect(server.received).toHaveLength(1);
  });

  it('comes again where nobody listens, or what listens says nothing', async () => {
    server = await startMailServer();
    expect((await send(channelTo('smtp://127.0.0.1:1'))).end).toMatchObject({ kind: 'again', code: null });
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    expect((await send(channelTo(`smtp://127.0.0.1:${port}`, { timeoutMs: SHORT_MS }))).end).toMatchObject({
      kind: 'again',
      code: null,
    });
    silent.close();
  });

  it('does not go in the clear where TLS is required, nor to a certificate that nobody vouches for', async () => {
    server = await startMailServer();
    const plain = await send(channelTo(server.url, { isTlsRequired: true }));
    expect(plain.end).toMatchObject({ kind: 'again' });
    await server.stop();
    server = await startMailServer({ disabledCommands: ['AUTH'] });
    const selfSigned = await send(channelTo(server.url, { isTlsRequired: true }));
    expect(selfSigned.end).toMatchObject({ kind: 'again' });
    expect(server.received).toEqual([]);
  });

  it('goes over TLS to a certificate of an authority that is trusted, from the start or by STARTTLS', async () => {
    const authority = await TestAuthority.create();
    const { certificate: cert, key } = await authority.issue({ hosts: ['127.0.0.1'] });
    const authorities = [authority.certificate];
    server = await startMailServer({ disabledCommands: ['AUTH'], cert, key });
    const upgraded = await send(channelTo(server.url, { isTlsRequired: true, authorities }));
    expect(upgraded.end).toMatchObject({ kind: 'sent' });
    await server.stop();
    server = await startMailServer({ disabledCommands: ['AUTH'], secure: true, cert, key });
    const fromTheStart = await send(channelTo(server.url.replace('smtp:', 'smtps:'), { authorities }));
    expect(fromTheStart.end).toMatchObject({ kind: 'sent' });
  });

  it('comes again, and costs nobody their address, where our own password is wrong', async () => {
    server = await startMailServer({
      ...{ disabledCommands: ['STARTTLS'], allowInsecureAuth: true },
      onAuth: ({ password }, _session, callback) =>
        password === 'right' ? callback(null, { user: 'passback' }) : callback(new Error('wrong')),
    });
    const pass = { now: 'wrong' };
    const channel = channelTo(server.url, { credentials: () => ({ user: 'passback', pass: pass.now }) });
    expect((await send(channel)).end).toMatchObject({ kind: 'again', code: 535 });
    pass.now = 'right';
    expect((await send(channel)).end).toMatchObject({ kind: 'sent' });
  });
});
