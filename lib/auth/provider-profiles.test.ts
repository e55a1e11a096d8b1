import { describe, expect, it } from 'vitest';
import { claimedProfile, githubProfile, issuerProfile, joinClaims } from './provider-profiles';

describe('GitHub', () => {
  const ada = { id: 7, login: 'ada', name: 'Ada Lovelace', email: 'public@example.test' };
  const address = (email: string, primary: boolean, verified: boolean) => ({ email, primary, verified });

  it('gives the primary address when it is verified, never the public one', () => {
    const emails = [address('old@example.test', false, true), address('ada@example.test', true, true)];
    expect(githubProfile(ada, emails)).toEqual({ id: '7', name: 'Ada Lovelace', email: 'ada@example.test' });
  });

  it.each([
    ['unverified', [address('ada@example.test', true, false), address('old@example.test', false, true)]],
    ['not there', []],
    ['not told', { message: 'Requires authentication' }],
    ['of another shape', [{ email: 'ada@example.test', primary: true }]],
  ])('gives no address when the primary one is %s', (_, emails) => {
    expect(githubProfile(ada, emails).email).toBeNull();
  });

  it('calls people by their login when they have no name', () => {
    expect(githubProfile({ ...ada, name: null }, []).name).toBe('ada');
    expect(githubProfile({ ...ada, name: '' }, []).name).toBe('ada');
  });
});

describe('claims', () => {
  const ada = { iss: 'https://id.example', sub: '7', name: 'Ada', email: 'ada@example.test' };

  it('give the address only when it is verified', () => {
    expect(claimedProfile({ ...ada, email_verified: true })).toEqual({
      id: '7',
      name: 'Ada',
      email: 'ada@example.test',
    });
    for (const email_verified of [false, undefined, null, 'true', 1, {}]) {
      expect(claimedProfile({ ...ada, email_verified }).email).toBeNull();
    }
  });

  it('need somebody they are about', () => {
    expect(() => claimedProfile({ ...ada, sub: undefined })).toThrow();
    expect(() => claimedProfile({ ...ada, sub: '' })).toThrow();
    expect(() => issuerProfile({ ...ada, iss: undefined })).toThrow();
  });

  it('of two issuers with one sub are two people', () => {
    expect(issuerProfile(ada).id).not.toBe(issuerProfile({ ...ada, iss: 'https://other.example' }).id);
  });

  it('are joined with userinfo so that address and verification come from one place', () => {
    const token = { sub: '7', iss: 'https://id.example', email: 'victim@example.test' };
    expect(joinClaims(token, { name: 'Ada', email_verified: true })).toMatchObject({
      sub: '7',
      name: 'Ada',
      email: undefined,
    });
    const other = { sub: '8', iss: 'https://evil.example', email: 'a@example.test', email_verified: true };
    expect(joinClaims(token, other)).toMatchObject({
      sub: '7',
      iss: 'https://id.example',
      email: 'a@example.test',
    });
  });
});
