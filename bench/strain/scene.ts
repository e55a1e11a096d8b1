import { candidates, type Running } from '../load/candidates';
import { micros } from '../load/clock';
import { Hand } from '../load/crew';
import type { Ground } from '../load/ground';
import type { Pace, Sent } from '../load/senders';
import type { Stage } from '../load/stage';

/** One process of the app, somebody who listens, somebody who sends. */
export type Scene = { stage: Stage; running: Running; ear: Hand; mouth: Hand };

/** Plays on an app and a crew that were started for it. `bodyLength`: of each message, at least, in characters. */
export async function onScene(
  ground: Ground,
  { people, rooms, bodyLength = 0 }: { people: number; rooms: number; bodyLength?: number },
  play: (scene: Scene) => Promise<void>,
): Promise<void> {
  const place = await ground.settle(people, rooms);
  const [parlance] = candidates;
  if (!parlance) throw new Error('There is no candidate.');
  const running = await parlance.start(ground);
  const [ear, mouth] = [new Hand(), new Hand()];
  try {
    const stage: Stage = { port: running.port, dialect: 'parlance', bodyLength, ...place };
    for (const hand of [ear, mouth]) await hand.ask('enter', { stage, moveMarkers: false });
    await play({ stage, running, ear, mouth });
  } finally {
    for (const hand of [ear, mouth]) hand.dismiss();
    await running.stop();
  }
}

/** Sends so for so many seconds; all of it is measured. */
export async function send({ mouth, ear, stage }: Scene, pace: Pace, seconds: number): Promise<Sent> {
  await mouth.ask('enter', { stage, moveMarkers: false });
  const from = micros();
  const window = { from, to: from + seconds * 1_000_000 };
  for (const hand of [mouth, ear]) await hand.ask('measure', { window });
  await mouth.ask('start', { pace });
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  return mouth.ask('stop', {});
}
