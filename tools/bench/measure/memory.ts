import { readFileSync, writeFileSync } from 'node:fs';

const KIB = 1_024;

/** Physical memory of a process in bytes; `mapped` is the part of it that it has of files (Node itself), and shares with its like. */
export interface Memory {
  readonly resident: number;
  readonly mapped: number;
}

/** Out of the text of `/proc/<pid>/status`: what it has now. */
export function residentOf(status: string): Memory {
  return { resident: valueOf(status, 'VmRSS'), mapped: valueOf(status, 'RssFile') };
}

/** The same of the most that it had at any time. */
export function peakOf(status: string): Memory {
  return { resident: valueOf(status, 'VmHWM'), mapped: valueOf(status, 'RssFile') };
}

/** A line as `VmHWM:    123456 kB`; the kernel's kB are 1,024 bytes. */
function valueOf(status: string, key: string): number {
  const found = new RegExp(`^${key}:\\s+(\\d+) kB$`, 'm').exec(status);
  if (found === null) throw new Error(`this system does not tell ${key} of a process`);
  return Number(found[1]) * KIB;
}

/** Peak physical memory of a process that runs. Linux only. */
export function peakMemory(pid: number): Memory {
  return peakOf(readFileSync(`/proc/${pid}/status`, 'utf8'));
}

/** Physical memory of a process that runs. Linux only. */
export function memoryNow(pid: number): Memory {
  return residentOf(readFileSync(`/proc/${pid}/status`, 'utf8'));
}

/** Bytes that several processes have, what they share counted in each. */
export function summed(memories: Iterable<Memory>): number {
  return [...memories].reduce((sum, { resident }) => sum + resident, 0);
}

/**
 * Bytes of several processes of one program together: what each has by itself, and of what they have of files the most that one has.
 * Of a peak it is about right: what was of files then is not known.
 */
export function together(memories: Iterable<Memory>): number {
  let own = 0;
  let shared = 0;
  for (const { resident, mapped } of memories) {
    own += resident - mapped;
    shared = Math.max(shared, mapped);
  }
  return own + shared;
}

/** Lets the peak of a process be counted anew from what it has now. */
export function forgetPeak(pid: number): void {
  // `5` is the kernel's word for resetting VmHWM (proc_pid_clear_refs(5)).
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}
