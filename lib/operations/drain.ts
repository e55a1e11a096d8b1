import { single } from '@/lib/registry';

function state(): { begun: boolean } {
  return single('draining', () => ({ begun: false }));
}

/** True from the moment this process was told to end: it is no longer ready. */
export function isDraining(): boolean {
  return state().begun;
}

/** Ends readiness; there is no way back. */
export function beginDraining(): void {
  state().begun = true;
}
