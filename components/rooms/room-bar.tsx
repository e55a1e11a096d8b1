import type { ReactNode } from 'react';
import { DrawerButton } from '@/components/chat/drawer';

type Props = {
  icon: ReactNode;
  title: string;
  /** One quiet line below the title. */
  topic?: ReactNode;
  /** At the end: what one can do here. */
  children?: ReactNode;
};

/** The bar on top of a room, for members, for those at its door, and for those who lost it. */
export function RoomBar({ icon, title, topic, children }: Props) {
  return (
    <header className="flex min-h-14 shrink-0 items-center gap-2 border-line border-b px-3 sm:px-5">
      <DrawerButton />
      <div className="flex min-w-0 flex-1 flex-col justify-center py-1.5">
        <h1 className="flex min-w-0 items-center gap-1.5 font-semibold text-lg leading-6 tracking-tight">
          {icon}
          <bdi className="truncate">{title}</bdi>
        </h1>
        {topic}
      </div>
      {children}
    </header>
  );
}
