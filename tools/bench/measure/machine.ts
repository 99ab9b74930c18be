import { availableParallelism, cpus, release, totalmem, type } from 'node:os';

const GIB = 1_024 ** 3;

/** The machine that figures belong to, in one line. */
export function machineFacts(): string {
  const model = cpus()[0]?.model.trim() ?? '';
  return [
    `${availableParallelism()} cores${model === '' || model === 'unknown' ? '' : ` (${model})`}`,
    `${Math.round(totalmem() / GIB)} GB memory`,
    `${type()} ${release()}`,
    `Node ${process.versions.node}`,
  ].join(', ');
}
