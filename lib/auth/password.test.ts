import { stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { hashPassword, isPassword } from './password';

describe('passwords', () => {
  it('are Argon2id hashes that only the same password matches', async () => {
    const stored = await hashPassword('correct horse battery');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await isPassword('correct horse battery', stored)).toBe(true);
    expect(await isPassword('correct horse batterz', stored)).toBe(false);
  });

  it('match nothing where there is no hash', async () => {
    expect(await isPassword('correct horse battery', null)).toBe(false);
    expect(await isPassword('', undefined)).toBe(false);
  });

  it('are hashed so few at a time that other work finds a free thread', async () => {
    const done: string[] = [];
    const hashes = Array.from({ length: 6 }, () => hashPassword('x').then(() => done.push('hash')));
    await stat('.');
    done.push('stat');
    await Promise.all(hashes);
    expect(done.indexOf('stat')).toBeLessThan(3);
    expect(done).toHaveLength(7);
  });

  it('are refused at once when more wait than could be served in time, and heal', async () => {
    const settled = await Promise.allSettled(Array.from({ length: 80 }, () => hashPassword('x')));
    const refused = settled.filter((one) => one.status === 'rejected');
    expect(refused.length).toBeGreaterThanOrEqual(14);
    expect(refused.length).toBeLessThan(80);
    expect(refused.every(({ reason }) => reason.code === 'try_again')).toBe(true);
    await expect(hashPassword('x')).resolves.toBeTruthy();
  });
});
