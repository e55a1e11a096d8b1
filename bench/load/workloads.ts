import type { Between } from './candidates';
import type { Pace } from './senders';
import type { Dialect } from './stage';

export type Workload = {
  name: string;
  what: string;
  rooms: number;
  listeners: number;
  /** At least as many as listen. Who sends much needs many: the send limit holds. */
  people: number;
  pace?: Pace;
  /** Of the measured time. */
  seconds: number;
  moveMarkers?: boolean;
  /** This share of the streams is cut and comes back at once, in the middle. */
  reconnect?: number;
  /** Two processes of the app, one sent to, the other listened to. */
  between?: Between;
  /** One of several, each with more load: once a candidate bends, the rest of them is left out for it. */
  isStep?: boolean;
  /** Where the others have nothing to compare, or would take all day. */
  only?: readonly Dialect[];
};

const SECONDS = 8;
const one = { rooms: 1, seconds: SECONDS };

/** Everybody in one room. */
function room(name: string, listeners: number, perSecond: number): Workload {
  const what = `one room, ${listeners} listeners, ${perSecond}/s`;
  return { ...one, name, what, listeners, people: listeners, pace: { perSecond } };
}

function idle(name: string, listeners: number, rooms: number): Workload {
  const what = `${listeners} idle streams over ${rooms} rooms`;
  return { name, what, rooms, listeners, people: Math.max(listeners, rooms), seconds: 10 };
}

function closed(name: string, rooms: number, listeners: number): Workload {
  const what = `64 senders in a closed loop, ${rooms} ${rooms === 1 ? 'room' : 'rooms'}`;
  return { name, what, rooms, listeners, people: 4_000, pace: { senders: 64 }, seconds: 6 };
}

/** Selected by the beginning of their names: `w1` is all that begin so. */
export const workloads: readonly Workload[] = [
  room('w1-500', 500, 20),
  room('w1-1000', 1_000, 20),
  {
    ...room('w1-1000-markers', 1_000, 20),
    ...{ what: 'the same, each moves its read marker', moveMarkers: true, only: ['parlance'] },
  },
  room('w1-2000', 2_000, 20),
  room('w1-2000-fast', 2_000, 50),
  {
    ...{ name: 'w2', what: '100 rooms, 1000 listeners, 200/s', rooms: 100, listeners: 1_000, people: 1_000 },
    ...{ pace: { perSecond: 200 }, seconds: SECONDS },
  },
  closed('w3-room', 1, 10),
  closed('w3-rooms', 100, 100),
  idle('w4-1000', 1_000, 1),
  { ...idle('w4-5000', 5_000, 1), only: ['parlance', 'nchan'] },
  { ...idle('w4-rooms', 10_000, 10_000), only: ['parlance'] },
  { ...room('w6', 1_000, 20), what: '900 of 1000 listeners come back at once, 20/s', reconnect: 0.9 },
  ...[10, 20, 40, 60, 80, 100, 125, 150].map((perSecond) => ({
    ...room(`w7-${perSecond}`, 1_000, perSecond),
    ...{ seconds: 5, isStep: true, only: ['parlance', 'nchan', 'socket.io'] as const },
  })),
  {
    ...room('between-redis', 1_000, 20),
    ...{
      what: 'sent to one process, listened to at another, with Redis',
      between: 'redis',
      only: ['parlance'],
    },
  },
  {
    ...room('between-polling', 1_000, 20),
    ...{ what: 'the same without Redis', between: 'polling', only: ['parlance'] },
  },
];
