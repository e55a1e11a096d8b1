import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** Ctrl-C reaches a program of ours too, which ends in order; only then may what it works with go. */
export function noteSignals() {
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      asked = true;
    });
  }
  return { asked: () => asked };
}

/**
 * Runs a program of `dist/` to its end and answers its exit code.
 * @param {string} name
 * @param {{ args: string[], env: NodeJS.ProcessEnv, root: string }} run
 */
export function runProgram(name, { args, env, root }) {
  const child = spawn(process.execPath, [join(root, 'dist', name), ...args], {
    cwd: root,
    env,
    stdio: 'inherit',
  });
  // A SIGTERM meant for us does not reach it by the terminal.
  process.once('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((done) => child.once('exit', (code) => done(code ?? 1)));
}
