import { readdirSync, readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';

/** Linux counts a process's time in these, whatever the machine. */
const TICK_MS = 10;

type Process = { parent: number; ownMs: number; endedChildrenMs: number };

/** CPU time of a process and all below it, those included that ended and were waited for, in milliseconds. */
export function cpuOfTree(pid: number): number {
  return tree(pid).reduce((sum, [, { ownMs, endedChildrenMs }]) => sum + ownMs + endedChildrenMs, 0);
}

/** What of a process and all below it lies in memory, in KB. What they share counts for each. */
export function residentKb(pid: number): number {
  return tree(pid).reduce((sum, [at]) => sum + sizeOf(at), 0);
}

function tree(pid: number): [pid: number, process: Process][] {
  const all = new Map<number, Process>();
  for (const name of readdirSync('/proc')) {
    const found = /^\d+$/.test(name) ? readProcess(name) : undefined;
    if (found) all.set(Number(name), found);
  }
  const isBelow = ([at, { parent }]: [number, Process]): boolean => {
    const above = all.get(parent);
    return at === pid || (above !== undefined && isBelow([parent, above]));
  };
  return [...all].filter(isBelow);
}

function readProcess(pid: string): Process | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name, in parentheses, may hold blanks.
    const fields = line
      .slice(line.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [, parent = 0] = fields;
    const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15);
    return { parent, ownMs: (user + system) * TICK_MS, endedChildrenMs: (childUser + childSystem) * TICK_MS };
  } catch {
    // It ended while we looked.
    return undefined;
  }
}

function sizeOf(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    // It ended while we looked.
    return 0;
  }
}

/** Time all cores together were not idle, in milliseconds. */
export function machineMs(): number {
  return cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0);
}

/** Over the last minute. */
export function load(): number {
  return loadavg()[0] ?? 0;
}
