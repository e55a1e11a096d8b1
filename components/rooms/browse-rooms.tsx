'use client';
import { Hash, Plus, Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import type { z } from 'zod';
import { DrawerButton } from '@/components/chat/drawer';
import { useWorkspace } from '@/components/realtime/chat-provider';
import { useMe } from '@/components/realtime/use-chat';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Notice } from '@/components/ui/notice';
import { PageBody } from '@/components/ui/page-body';
import { PageHeader } from '@/components/ui/page-header';
import { Spinner } from '@/components/ui/spinner';
import { TextField } from '@/components/ui/text-field';
import { call } from '@/lib/http/api';
import { useErrorText } from '@/lib/i18n/use-error-text';
import { BROWSE_LIMIT, browseAnswer } from '@/lib/rooms/contract';
import { canCreateRoom } from '@/lib/rooms/policy';
import { BrowseCard } from './browse-card';
import { CreateRoomDialog } from './create-room-dialog';

type Found = z.infer<typeof browseAnswer>;

/** All public rooms: to look for one, and to join it. */
export function BrowseRooms({ first }: { first: Found }) {
  const t = useTranslations('chat.browse');
  const workspace = useWorkspace();
  const common = useTranslations('common');
  const { query, rooms, hasMore, isLoading, error, search, retry } = useBrowse(first);
  const errorText = useErrorText();
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('text', { workspace: workspace.name })}
        leading={<DrawerButton />}
        actions={<CreateButton />}
      />
      <PageBody>
        <TextField
          type="search"
          label={t('search')}
          hideLabel
          placeholder={t('search')}
          autoComplete="off"
          maxLength={100}
          onChange={(event) => search(event.target.value)}
          trailing={
            isLoading ? (
              <Spinner className="mr-3 text-ink-faint" />
            ) : (
              <Search aria-hidden className="mr-3 size-4 text-ink-faint" />
            )
          }
        />
        {error !== null && (
          <Notice tone="danger" className="mt-4">
            <p>{errorText(error)}</p>
            <Button size="sm" className="mt-2" onClick={retry}>
              {common('retry')}
            </Button>
          </Notice>
        )}
        <p role="status" className="sr-only">
          {isLoading ? common('loading') : t('found', { count: rooms.length })}
        </p>
        <ul className="mt-2 divide-y divide-line">
          {rooms.map((card) => (
            <li key={card.id}>
              <BrowseCard card={card} />
            </li>
          ))}
        </ul>
        {rooms.length === 0 && error === null && !isLoading && (
          <EmptyState icon={<Hash />} title={query === '' ? t('none') : t('notFound', { query })}>
            {query === '' ? t('noneText') : t('notFoundText')}
          </EmptyState>
        )}
        {hasMore && (
          <p className="mt-4 text-center text-ink-muted text-sm">{t('more', { count: BROWSE_LIMIT })}</p>
        )}
      </PageBody>
    </>
  );
}

function CreateButton() {
  const t = useTranslations('chat.sidebar');
  const me = useMe();
  const workspace = useWorkspace();
  const [isOpen, setOpen] = useState(false);
  if (!canCreateRoom(me, workspace)) return null;
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden className="size-4" />
        <span className="max-sm:sr-only">{t('create')}</span>
      </Button>
      <CreateRoomDialog open={isOpen} onOpenChange={setOpen} />
    </>
  );
}

const DEBOUNCE_MS = 150;

/** What the page came with, then what was searched for; a later search takes over from an earlier one. */
function useBrowse(first: Found) {
  const [state, setState] = useState({ ...first, query: '', isLoading: false, error: null as unknown });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asking = useRef(new AbortController());
  const load = async (query: string) => {
    asking.current.abort();
    asking.current = new AbortController();
    const { signal } = asking.current;
    setState((held) => ({ ...held, query, isLoading: true, error: null }));
    try {
      const answer = await call('GET', '/api/rooms', {
        query: { browse: '1', q: query || undefined },
        answer: browseAnswer,
        signal,
      });
      setState({ ...answer, query, isLoading: false, error: null });
    } catch (error) {
      if (!signal.aborted) setState((held) => ({ ...held, isLoading: false, error }));
    }
  };
  const search = (query: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void load(query.trim()), DEBOUNCE_MS);
  };
  return { ...state, search, retry: () => void load(state.query) };
}
