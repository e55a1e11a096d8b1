'use client';
import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { type ChatClient, createChatClient, type FirstPage } from '@/lib/realtime/client/client';
import type { EntriesAnswer } from '@/lib/rooms/contract';
import type { Me } from '@/lib/users/contract';
import type { Workspace } from '@/lib/workspace/contract';

type Props = {
  /** What the server component read. The entries must have been read before the page. */
  initial: { me: Me; workspace: Workspace; entries: EntriesAnswer };
  first?: FirstPage | null;
  children: ReactNode;
};

const ClientContext = createContext<ChatClient | null>(null);
const WorkspaceContext = createContext<Workspace | null>(null);

/** Holds the one chat client of this page; another person gets another one. */
export function ChatProvider({ initial, first, children }: Props) {
  return (
    <WorkspaceContext value={initial.workspace}>
      <ClientHolder key={initial.me.id} initial={initial} first={first ?? null}>
        {children}
      </ClientHolder>
    </WorkspaceContext>
  );
}

function ClientHolder({ initial, first, children }: Props & { first: FirstPage | null }) {
  const [client] = useState(() => createChatClient(initial, first));
  useEffect(() => client.start(), [client]);
  return <ClientContext value={client}>{children}</ClientContext>;
}

export function useChatClient(): ChatClient {
  const client = use(ClientContext);
  if (!client) throw new Error('useChatClient needs a ChatProvider above it.');
  return client;
}

export function useWorkspace(): Workspace {
  const workspace = use(WorkspaceContext);
  if (!workspace) throw new Error('useWorkspace needs a ChatProvider above it.');
  return workspace;
}
