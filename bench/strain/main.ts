import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Findings } from '../faults/findings';
import { serve } from '../load/crew';
import { Ground } from '../load/ground';
import { comeAndGo } from './come-and-go';
import { overload } from './overload';
import { besideStopped } from './stopped-readers';

// npm run test:strain [-- stopped come-and-go overload]: what takes minutes to show of one process of the built app.
// Readers that take nothing, streams that come and go, and more sends than it can store.

const token = randomBytes(16).toString('hex');
const wanted = process.argv.slice(2);

const parts = {
  stopped: besideStopped,
  'come-and-go': (findings: Findings, ground: Ground) => comeAndGo(findings, ground, token),
  overload,
};

if (wanted[0] === 'hand') serve();
else await strain();

async function strain(): Promise<void> {
  const findings = new Findings();
  process.env['METRICS_TOKEN'] = token;
  const ground = await Ground.lay();
  try {
    for (const [name, part] of Object.entries(parts))
      if (wanted.length === 0 || wanted.includes(name)) await part(findings, ground);
  } finally {
    await ground.clear();
  }
  process.exitCode = findings.conclude(join(process.cwd(), 'test-results/strain.json')) ? 0 : 1;
}
