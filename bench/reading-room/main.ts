import { parseArgs } from 'node:util';
import { report } from '../figures';
import { measureDates } from './dates';
import { measureFirstMessage } from './first-message';
import { measureMemory } from './memory';
import { measureScrolling } from './scrolling';
import { openStage } from './stage';
import { measureSwitching } from './switching';
import { measureTyping } from './typing';

// npm run bench:reading [-- --minutes 10]: how long memory is watched while somebody scrolls.
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '1' } } });

const stage = await openStage();
try {
  await report('reading-room', async () => [
    ...(await measureScrolling(stage)),
    ...(await measureSwitching(stage)),
    ...(await measureTyping(stage)),
    ...(await measureDates(stage)),
    ...(await measureFirstMessage(stage)),
    ...(await measureMemory(stage, Number(values.minutes))),
  ]);
} finally {
  await stage.close();
}
