import { maskedText, serverSent, webSocket } from './framing';
import type { Manner } from './listener';
import type { Dialect } from './stage';

const answered: Manner = { framing: serverSent, readyMark: 'HTTP/1.1 200' };

/** Engine.IO's and Socket.IO's packets begin with digits: 0 opened, 40 connected, 2 ping, 3 pong. */
const inPackets: Manner = {
  framing: webSocket,
  readyMark: '40',
  replies: (packet) => {
    if (packet.startsWith('0{')) return maskedText('40');
    return packet === '2' ? maskedText('3') : undefined;
  },
};

export const manners: Readonly<Record<Dialect, Manner>> = {
  parlance: { framing: serverSent, readyMark: 'event: ready' },
  classical: answered,
  nchan: answered,
  'socket.io': inPackets,
};
