import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { ChatFrame } from '@/components/chat/chat-frame';
import { ChatProvider } from '@/components/realtime/chat-provider';
import { findPageViewer } from '@/lib/auth/page-viewer';
import { release } from '@/lib/operations/release';
import { readChatStart } from './chat-start';

/** A tab says whose workspace it shows: people have several. */
export async function generateMetadata(): Promise<Metadata> {
  const viewer = await findPageViewer();
  if (!viewer) return {};
  const { workspace } = await readChatStart(viewer);
  return { title: { default: workspace.name, template: `%s · ${workspace.name}` } };
}

export default async function ChatLayout({ children }: { children: ReactNode }) {
  const viewer = await findPageViewer();
  // A layout does not know the path to come back to; each page sends strangers to sign in itself.
  if (!viewer) return children;
  return (
    <ChatProvider initial={await readChatStart(viewer)}>
      <ChatFrame release={release}>{children}</ChatFrame>
    </ChatProvider>
  );
}
