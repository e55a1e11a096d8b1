import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFreePort } from '../../bin/postgres/server.mjs';
import { test as base } from './fixtures';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** `npm start` as people run it, on a data directory of its own. */
export class Launcher {
  readonly home = mkdtempSync(join(tmpdir(), 'parlance-launcher-'));
  readonly #port: number;
  #child: ChildProcess | undefined;
  /** Everything it and its server have said since the last start. */
  output = '';

  static async make(): Promise<Launcher> {
    return new Launcher(await findFreePort());
  }

  private constructor(port: number) {
    this.#port = port;
  }

  get url(): string {
    return `http://localhost:${this.#port}`;
  }

  /** Starts it; answers when it says that it is ready. */
  async start(extra: Record<string, string> = {}): Promise<void> {
    const code = await new Promise<number | 'ready'>((resolve) => {
      this.#spawn(extra, () => /^Parlance is ready at /m.test(this.output) && resolve('ready'));
      this.#child?.once('exit', (status) => resolve(status ?? 1));
    });
    if (code !== 'ready') throw new Error(`The launcher ended with ${code}:\n${this.output}`);
  }

  /** Starts it where it should refuse; answers how it ended. */
  async refuse(extra: Record<string, string>): Promise<{ code: number | null; output: string }> {
    return new Promise((resolve) => {
      const child = this.#spawn(extra, () => undefined);
      child.once('close', (code) => resolve({ code, output: this.output }));
    });
  }

  /** Sends it a signal; answers its exit code and how many milliseconds it took to end. */
  async signal(name: 'SIGTERM' | 'SIGINT'): Promise<{ code: number | null; took: number }> {
    const begun = Date.now();
    return new Promise((resolve) => {
      this.#child?.once('exit', (code) => resolve({ code, took: Date.now() - begun }));
      this.#child?.kill(name);
    });
  }

  /** The process numbers of the launcher itself, its server, its store and its Postgres, while they run. */
  pids(): { launcher: number; server: number; store: number; postgres: number } {
    const notes = JSON.parse(readFileSync(join(this.home, 'launcher.json'), 'utf8'));
    const postmaster = readFileSync(join(this.home, 'postgres', 'postmaster.pid'), 'utf8');
    return {
      launcher: notes.launcher.pid,
      server: notes.server.pid,
      store: notes.store.pid,
      postgres: Number(postmaster.split('\n')[0]),
    };
  }

  async dispose(): Promise<void> {
    if (this.#child?.exitCode === null && this.#child.signalCode === null) await this.signal('SIGTERM');
    rmSync(this.home, { recursive: true, force: true });
  }

  #spawn(extra: Record<string, string>, heard: () => void): ChildProcess {
    this.output = '';
    // Empty is unset: neither the app under test nor a developer's .env may lead it elsewhere.
    const unset = { DATABASE_URL: '', AUTH_SECRET: '', SETUP_CODE: '', PUBLIC_URL: '', TRUSTED_PROXIES: '' };
    const stores = Object.keys(process.env).filter((name) => name.startsWith('S3_'));
    const noStore = Object.fromEntries(stores.map((name) => [name, '']));
    const env = {
      ...process.env,
      ...unset,
      ...noStore,
      PORT: String(this.#port),
      DATA_DIR: this.home,
      ...extra,
    };
    const child = spawn(process.execPath, ['bin/start.mjs'], { cwd: root, env });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        this.output += chunk;
        heard();
      });
    }
    this.#child = child;
    return child;
  }
}

/** Tests that start and kill an app of their own, by the launcher. */
export const test = base.extend<{ launcher: Launcher }>({
  launcher: async ({}, use) => {
    const launcher = await Launcher.make();
    await use(launcher);
    await launcher.dispose();
  },
});

/** Whether a process with this number is there. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    // ESRCH: nobody has this number.
    return false;
  }
}
