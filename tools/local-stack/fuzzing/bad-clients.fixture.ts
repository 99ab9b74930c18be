import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How often each of them comes: fifty together then come fifty times a second. */
const EACH_MS = 1_000;
const HANG_UP_MS = 900;
const MIB = 1024 * 1024;

interface Target {
  readonly url: string;
  readonly districtId: string;
  readonly token: string;
}

type Bad = (target: Target) => Promise<void>;

const staffPath = ({ districtId }: Target): string => `/v1/districts/${districtId}/staff`;
const unitsPath = ({ districtId }: Target): string => `/v1/districts/${districtId}/section-assessments`;

function put(body: string, headers: Readonly<Record<string, string>> = {}): Bad {
  return async (target) => {
    const response = await fetch(`${target.url}${unitsPath(target)}/sa-1`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${target.token}`, 'content-type': 'application/json', ...headers },
      body,
    });
    await response.arrayBuffer();
    if (response.status < 400 || response.status >= 500)
      throw new Error(`a bad request was answered ${response.status}`);
  };
}

/** Lines of nonsense, 256 kB of them: each is told with its errors. */
const nonsense: Bad = async (target) => {
  const response = await fetch(`${target.url}${unitsPath(target)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${target.token}`, 'content-type': 'application/x-ndjson' },
    body: '{"scores":[{}]}\n'.repeat(16 * 1024),
  });
  await response.arrayBuffer();
};

/** Says that it sends much, sends a little of it, and hangs up. */
function trickle(token: string): Bad {
  return async (target) => {
    const { hostname, port } = new URL(target.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    socket.write(
      `PUT ${staffPath(target)} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n` +
        'content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
    );
    for (let sent = 0; sent < 3; sent += 1) {
      await sleep(HANG_UP_MS / 3);
      socket.write('1\r\n[\r\n');
    }
    socket.destroy();
  };
}

function kinds(token: string): readonly Bad[] {
  return [
    put(`{"scores":[${'{},'.repeat(349_000)}{}]}`),
    put('['.repeat(MIB)),
    put(`{${'"a":1,'.repeat(1_000)}"a":1}`),
    put(`{"title":"${'\\u0000'.repeat(170_000)}"}`),
    put('{"revision":1e400}'),
    put('not compressed at all', { 'content-encoding': 'gzip' }),
    put('{}', { authorization: 'Bearer unknown' }),
    nonsense,
    trickle(token),
    trickle('unknown'),
  ];
}

/** `count` clients of one district that send what is refused, each about once a second, until `signal` aborts. */
export async function badClients(target: Target, count: number, signal: AbortSignal): Promise<void> {
  const bad = kinds(target.token);
  await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const kind = bad[index % bad.length] as Bad;
      // They come one after the other, and not all at one moment.
      await sleep((index * EACH_MS) / count);
      while (!signal.aborted) {
        const next = sleep(EACH_MS);
        await kind(target);
        await next;
      }
    }),
  );
}
