import { report } from '../figures';
import { measurePages } from './pages';
import { openStage } from './stage';
import { measureBeginnings, measureUploads } from './uploads';

// npm run bench:files: what files cost the app, and how fast the embedded store is. Needs 2 GB of disk.
const stage = await openStage();
try {
  await report('files', async () => [
    ...(await measurePages(stage)),
    ...(await measureBeginnings(stage)),
    ...(await measureUploads(stage)),
  ]);
} finally {
  await stage.close();
}
