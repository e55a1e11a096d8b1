'use client';
import { createContext, type ReactNode, use, useState } from 'react';
import { onDemand } from './on-demand';
import { createToastQueue, type Shown } from './toast-queue';

type Toast = (toast: Shown) => void;

const toaster = onDemand(async () => (await import('./toaster')).Toaster);
const ToastContext = createContext<Toast | null>(null);

/** Says in passing that something was done. What a person must not miss belongs into the page, not here. */
export function useToast(): Toast {
  const toast = use(ToastContext);
  if (!toast) throw new Error('useToast needs a ToastProvider above it.');
  return toast;
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [hasToasts, setHasToasts] = useState(false);
  const [queue] = useState(() => createToastQueue(() => setHasToasts(true)));
  const Toaster = toaster.useWhen(hasToasts);
  return (
    <ToastContext value={queue.add}>
      {children}
      {Toaster && hasToasts && <Toaster queue={queue} />}
    </ToastContext>
  );
}
