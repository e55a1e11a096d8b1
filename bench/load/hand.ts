import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import type { Counts } from './histogram';
import { Listeners } from './listeners';
import type { Faults } from './order';
import { type ReadPages, readPages } from './pages';
import { type Pace, Senders, type Sent } from './senders';
import type { Stage } from './stage';

/** Of the measured time: how much of it this process was at work (0 to 1), and how late its loop was, in milliseconds. */
export type Strain = { busy: number; lagP99: number };

type Window = { from: number; to: number };

/** What a process of the generator does when it is asked. */
export type Duties = {
  enter(asked: { stage: Stage; moveMarkers: boolean }): void;
  open(asked: { seats: number[] }): Promise<void>;
  start(asked: { pace: Pace }): void;
  measure(asked: { window: Window }): void;
  /** When the measured time is over. */
  strain(asked: object): Strain;
  stop(asked: object): Promise<Sent>;
  reconnect(asked: { share: number }): Promise<Counts>;
  read(asked: ReadPages): ReturnType<typeof readPages>;
  heard(asked: object): number;
  figures(asked: object): Listeners['figures'];
  orders(asked: object): number[][];
  judge(asked: { orders: number[][] }): Faults;
};

/** One job: in a process of its own, so that the generator is not the bottleneck. */
export function makeHand(): Duties {
  const lag = monitorEventLoopDelay({ resolution: 10 });
  let before = performance.eventLoopUtilization();
  let listeners: Listeners | undefined;
  let senders: Senders | undefined;
  let stage: Stage | undefined;
  const present = () => {
    if (!stage || !listeners || !senders) throw new Error('There is no stage yet.');
    return { stage, listeners, senders };
  };
  return {
    enter({ stage: entered, moveMarkers }) {
      stage = entered;
      listeners = new Listeners(stage, { moveMarkers });
      senders = new Senders(stage);
    },
    open: ({ seats }) => present().listeners.open(seats),
    start: ({ pace }) => present().senders.start(pace),
    measure({ window }) {
      present().listeners.measure(window);
      present().senders.measure(window);
      before = performance.eventLoopUtilization();
      lag.reset();
      lag.enable();
    },
    strain() {
      lag.disable();
      const { utilization } = performance.eventLoopUtilization(before);
      return { busy: utilization, lagP99: Math.max(0, lag.percentile(99) / 1e6 - 10) };
    },
    stop: () => present().senders.stop(),
    reconnect: ({ share }) => present().listeners.reconnect(share),
    read: (asked) => readPages(present().stage, asked),
    heard: () => present().listeners.heard,
    figures: () => present().listeners.figures,
    orders: () => present().listeners.orders,
    judge: ({ orders }) => present().listeners.judge(orders),
  };
}
