import { single } from '@/lib/registry';

type Draining = { begun: boolean; works: Map<string, () => Promise<void>> };

function state(): Draining {
  return single('draining', () => ({ begun: false, works: new Map() }));
}

/** True from the moment this process was told to end: it is no longer ready, and new streams should go elsewhere. */
export function isDraining(): boolean {
  return state().begun;
}

/**
 * Registers what must happen between "told to end" and "no more requests": streams say `bye`, batches are written.
 * One work per name, so that code bundled twice registers once. `work` ends by itself, within seconds.
 */
export function onDrain(name: string, work: () => Promise<void>): void {
  state().works.set(name, work);
}

/** Ends readiness, then does all registered works at once; answers the errors of those that failed. */
export async function drain(): Promise<unknown[]> {
  state().begun = true;
  const results = await Promise.allSettled([...state().works.values()].map((work) => work()));
  return results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
}
