import { AsyncLocalStorage } from 'node:async_hooks';
import { single } from '@/lib/registry';

type Scope = { requestId: string };

function storage(): AsyncLocalStorage<Scope> {
  return single('request scope', () => new AsyncLocalStorage<Scope>());
}

/** Whatever `work` logs, however deep, carries the request's id. */
export function inRequest<T>(scope: Scope, work: () => T): T {
  return storage().run(scope, work);
}

/** The request that this is done for; undefined outside of any. */
export function currentRequest(): Scope | undefined {
  return storage().getStore();
}
