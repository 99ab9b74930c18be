import { readdirSync, readFileSync } from 'node:fs';

/** USER_HZ: what the kernel counts processor time in; 100 on every platform that Node runs on. */
const TICKS_PER_SECOND = 100;

/** Seconds of processor time out of the text of `/proc/<pid>/stat`, in user and in kernel mode. */
export function cpuSecondsOf(stat: string): number {
  // Behind the command, which is in brackets and may hold anything: state is the 3rd field, utime the 14th, stime the 15th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  if (!Number.isFinite(ticks)) throw new Error('this system does not tell the processor time of a process');
  return ticks / TICKS_PER_SECOND;
}

/** Processor time that each process has used, in seconds, by its name. Linux only. */
export function cpuOf(pids: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  return new Map([...pids].map(([name, pid]) => [name, cpuSecondsOf(readFileSync(`/proc/${pid}/stat`, 'utf8'))]));
}

/** What each has used since `before`, in seconds; 0 where it was not there then. */
export function cpuSince(before: ReadonlyMap<string, number>, pids: ReadonlyMap<string, number>): Map<string, number> {
  return new Map([...cpuOf(pids)].map(([name, seconds]) => [name, seconds - (before.get(name) ?? seconds)]));
}

const NANOSECONDS = 1e9;

/** Processor time of a thread in seconds, out of the text of its `schedstat`: nanoseconds run, nanoseconds waited, turns. */
export function threadSecondsOf(schedstat: string): number {
  const seconds = Number(schedstat.split(' ')[0]) / NANOSECONDS;
  if (schedstat.trim() === '' || !Number.isFinite(seconds))
    throw new Error('this system does not tell the processor time of a thread');
  return seconds;
}

/** Processor time that the threads of a process have used, in seconds, to the nanosecond. Linux only. */
export function fineCpuOf(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  return threads.reduce(
    (sum, id) => sum + threadSecondsOf(readFileSync(`/proc/${pid}/task/${id}/schedstat`, 'utf8')),
    0,
  );
}
