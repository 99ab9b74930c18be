import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServer, type Server } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sharedMongo, TestAuthority } from '@passback/local-infrastructure';
import { openLedger } from '../open-ledger.ts';
import type { Ledger } from '../port/ledger.ts';

const mongo = await sharedMongo();
const LIMIT_MS = 60_000;

(mongo === null ? describe.skip : describe)('a MongoDB by TLS', () => {
  let folder: string;
  let authority: TestAuthority;
  let proxy: Server;
  const opened: Ledger[] = [];

  /** The server of these specs speaks no TLS by itself: this stands before it, and asks who comes. */
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'mongo-'));
    authority = await TestAuthority.create();
    const { certificate: cert, key } = await authority.issue({ hosts: ['localhost'] });
    const { hostname, port } = new URL(mongo?.url ?? 'mongodb://localhost:1');
    proxy = createServer({ cert, key, ca: authority.certificate, requestCert: true }, (socket) => {
      const server = connect(Number(port), hostname);
      socket.pipe(server).pipe(socket);
      for (const one of [socket, server]) one.on('error', () => (socket.destroy(), server.destroy()));
    });
    proxy.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await Promise.all(opened.map((ledger) => ledger.close()));
    await new Promise((resolve) => proxy.close(resolve));
    rmSync(folder, { recursive: true });
  });

  function file(name: string, text: string): string {
    const where = path.join(folder, name);
    writeFileSync(where, text);
    return where;
  }

  /** `who`: whose they are, so that nobody's are replaced by another's. */
  async function filesOf(who: string, by: TestAuthority, trusts = authority): Promise<{ ca: string; own: string }> {
    const { certificate, key } = await by.issue({ commonName: 'passback' });
    return { ca: file(`ca-${who}.pem`, trusts.certificate), own: file(`own-${who}.pem`, `${key}\n${certificate}\n`) };
  }

  const urlBy = ({ ca, own }: { ca: string; own: string }): string =>
    `mongodb://localhost:${(proxy.address() as AddressInfo).port}/security?tls=true&directConnection=true` +
    `&tlsCAFile=${encodeURIComponent(ca)}&tlsCertificateKeyFile=${encodeURIComponent(own)}`;

  async function open(url: string, currentUrl?: () => string): Promise<Ledger> {
    const ledger = await openLedger({ url, ...(currentUrl !== undefined && { currentUrl }) });
    opened.push(ledger);
    return ledger;
  }

  // Most of each is the driver's waiting for a server that does not come: they wait together.
  it.concurrent(
    'is reached with the files that the URL names',
    async () => {
      const ledger = await open(urlBy(await filesOf('named', authority)));
      await expect(ledger.check()).resolves.toBeUndefined();
    },
    LIMIT_MS,
  );

  it.concurrent(
    'is named with the file that does not trust it',
    async () => {
      const files = await filesOf('untrusting', authority, await TestAuthority.create('Foreign'));
      const ledger = await open(urlBy(files));
      await expect(ledger.lanes.list()).rejects.toThrow(
        new RegExp(
          `^MongoDB cannot be reached: the certificate of localhost:\\d+ is not trusted by tlsCAFile \\(${files.ca}\\) of LEDGER_URL`,
        ),
      );
    },
    LIMIT_MS,
  );

  it.concurrent(
    'is reached again with a certificate that was replaced',
    async () => {
      const files = await filesOf('replaced', authority, await TestAuthority.create('Foreign'));
      const url = urlBy(files);
      const ledger = await open(url, () => url);
      await expect(ledger.lanes.list()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      await filesOf('replaced', authority);
      await expect(ledger.lanes.list()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      await expect(ledger.lanes.list()).resolves.toEqual([]);
    },
    LIMIT_MS,
  );

  it.concurrent(
    'is reached again at another URL',
    async () => {
      let url = 'mongodb://localhost:1/security';
      const ledger = await open(url, () => url);
      await expect(ledger.lanes.list()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      url = urlBy(await filesOf('moved', authority));
      await expect(ledger.lanes.list()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      await expect(ledger.lanes.list()).resolves.toEqual([]);
    },
    LIMIT_MS,
  );
});
