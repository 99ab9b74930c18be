import { readFileSync, writeFileSync } from 'node:fs';

const KIB = 1_024;

/** Bytes out of the text of `/proc/<pid>/status`: the most physical memory that the process had at any time. */
export function peakOf(status: string): number {
  // A line as `VmHWM:    123456 kB`; the kernel's kB are 1,024 bytes.
  const found = /^VmHWM:\s+(\d+) kB$/m.exec(status);
  if (found === null) throw new Error('this system does not tell the peak memory of a process');
  return Number(found[1]) * KIB;
}

/** The same of the physical memory that it has now. */
export function residentOf(status: string): number {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(status);
  if (found === null) throw new Error('this system does not tell the memory of a process');
  return Number(found[1]) * KIB;
}

/** Peak physical memory of a process that runs, in bytes. Linux only. */
export function peakMemory(pid: number): number {
  return peakOf(readFileSync(`/proc/${pid}/status`, 'utf8'));
}

/** Physical memory of a process that runs, in bytes. Linux only. */
export function memoryNow(pid: number): number {
  return residentOf(readFileSync(`/proc/${pid}/status`, 'utf8'));
}

/** Lets the peak of a process be counted anew from what it has now. */
export function forgetPeak(pid: number): void {
  // `5` is the kernel's word for resetting VmHWM (proc_pid_clear_refs(5)).
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}
