'use client';
import { Toast } from '@base-ui/react/toast';
import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { IconButton } from './icon-button';
import type { ToastQueue } from './toast-queue';

/** Shows what is in the queue and what comes into it. */
export function Toaster({ queue }: { queue: ToastQueue }) {
  return (
    <Toast.Provider limit={3} timeout={5_000}>
      <Toast.Portal>
        {/* Below the header, where it covers neither the composer nor the newest message. */}
        <Toast.Viewport className="fixed inset-x-4 top-[calc(4rem+env(safe-area-inset-top))] z-50 mx-auto flex flex-col items-center gap-2 sm:right-6 sm:left-auto sm:w-90">
          <Toasts queue={queue} />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Toasts({ queue }: { queue: ToastQueue }) {
  const { toasts, add } = Toast.useToastManager();
  const t = useTranslations('common');
  useEffect(
    () =>
      queue.serve(({ title, description, tone = 'done', action }) => {
        add({
          title,
          type: tone,
          priority: tone === 'danger' ? 'high' : 'low',
          ...(description && { description }),
          ...(action && { actionProps: { children: action.label, onClick: action.onClick } }),
        });
      }),
    [queue, add],
  );
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="w-full rounded-lg bg-surface shadow-popup transition-[translate,opacity] ease-out data-ending-style:-translate-y-2 data-starting-style:-translate-y-2 data-ending-style:opacity-0 data-limited:hidden data-starting-style:opacity-0"
    >
      <Toast.Content className="flex items-center gap-3 py-2 pr-2 pl-4">
        {toast.type === 'danger' ? (
          <CircleAlert aria-hidden className="size-5 shrink-0 text-danger-ink" />
        ) : (
          <CircleCheck aria-hidden className="size-5 shrink-0 text-ok-ink" />
        )}
        <div className="min-w-0 flex-1 py-1">
          <Toast.Title className="font-medium text-sm" />
          <Toast.Description className="text-ink-muted text-sm" />
        </div>
        <Toast.Action className="rounded-md px-2.5 py-1.5 font-medium text-accent-ink text-sm hover:bg-hover" />
        <Toast.Close render={<IconButton size="sm" label={t('close')} icon={<X />} />} />
      </Toast.Content>
    </Toast.Root>
  ));
}
