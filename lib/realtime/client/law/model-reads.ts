import { ApiError, type ApiErrorCode } from '@/lib/http/api';
import { ME, ModelServer } from '@/lib/realtime/client/law/model-server';
import type { PagePlace, Reads } from '@/lib/realtime/client/reads';
import { reduce } from '@/lib/realtime/client/reduce';
import { createClientStore } from '@/lib/realtime/client/store';

/** A client store on a model server of `count` messages, and what the client asked that server. */
export function modelClient(count: number) {
  const server = new ModelServer();
  for (let seq = 1; seq <= count; seq += 1) server.post('grace');
  const asked: string[] = [];
  const refusals: (ApiError | null)[] = [];
  const ask = <T>(question: string, answer: T | null): T => {
    asked.push(question);
    const refusal = refusals.shift();
    if (refusal) throw refusal;
    if (answer === null) throw refused('not_found', 404);
    return answer;
  };
  const reads: Reads = {
    entries: async () => ask('entries', { ...server.snapshot() }),
    changes: async (_roomId, after) => ask(`changes after ${after}`, server.answerChanges(after)),
    page: async (_roomId, place: PagePlace) => ask(`page ${JSON.stringify(place)}`, server.page(place)),
  };
  const me = { id: ME, name: 'Ada', email: null, role: 'member', avatar: null, kind: 'person' } as const;
  const nobody = { epoch: null, me, users: {}, cursor: 0, head: 0, rooms: {}, gone: {} };
  const store = createClientStore(reduce(nobody, { type: 'snapshot', snapshot: server.snapshot() }));
  return { server, store, reads, asked, refusals };
}

export function refused(code: ApiErrorCode, status: number): ApiError {
  return new ApiError(code, code, { status });
}
