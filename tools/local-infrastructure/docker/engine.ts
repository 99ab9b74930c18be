import { request } from 'node:http';
import { homedir } from 'node:os';
import path from 'node:path';

const PING_LIMIT_MS = 1_000;

/** Whether a Docker engine answers: the one of `DOCKER_HOST`, or one on the usual sockets. */
export async function dockerAnswers(): Promise<boolean> {
  const host = process.env['DOCKER_HOST'];
  if (host !== undefined && host !== '') return ping(host);
  const runtime = process.env['XDG_RUNTIME_DIR'];
  const sockets = [
    '/var/run/docker.sock',
    ...(runtime === undefined ? [] : [path.join(runtime, 'docker.sock')]),
    path.join(homedir(), '.docker/run/docker.sock'),
  ];
  const answers = await Promise.all(sockets.map((socket) => ping(`unix://${socket}`)));
  return answers.includes(true);
}

function ping(host: string): Promise<boolean> {
  const address = host.startsWith('unix://')
    ? { socketPath: host.slice('unix://'.length) }
    : { host: new URL(host).hostname, port: new URL(host).port };
  return new Promise((resolve) => {
    const call = request({ ...address, path: '/_ping', timeout: PING_LIMIT_MS }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    call.once('timeout', () => call.destroy());
    call.once('error', () => resolve(false));
    call.end();
  });
}
