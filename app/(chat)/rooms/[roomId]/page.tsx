import { RoomPage } from './room-page';

type Props = {
  params: Promise<{ roomId: string }>;
  searchParams: Promise<{ on?: string | string[] }>;
};

export default async function Page({ params, searchParams }: Props) {
  const { roomId } = await params;
  const { on } = await searchParams;
  return <RoomPage address={{ roomId, messageId: null, on: [on].flat()[0] ?? null }} />;
}
