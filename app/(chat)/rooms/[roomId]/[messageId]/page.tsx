import { RoomPage } from '../room-page';

type Props = { params: Promise<{ roomId: string; messageId: string }> };

export default async function Page({ params }: Props) {
  const { roomId, messageId } = await params;
  return <RoomPage address={{ roomId, messageId, on: null }} />;
}
