import { describe, expect, it } from 'vitest';
import { addressBlock, clientAddress } from './address';

const from = (forwarded?: string) =>
  clientAddress(
    new Request('http://localhost', forwarded ? { headers: { 'x-forwarded-for': forwarded } } : {}),
  );

describe('clientAddress', () => {
  it('is what the host wrote', () => {
    expect(from('203.0.113.7')).toBe('203.0.113.7');
    expect(from('::ffff:203.0.113.7')).toBe('203.0.113.7');
  });

  it('is the last address when somebody made up others', () => {
    expect(from('1.1.1.1, 203.0.113.7')).toBe('203.0.113.7');
  });

  it('is the same for everybody when the host wrote nothing: limits then fail closed', () => {
    expect(from()).toBe('unknown');
  });
});

describe('addressBlock', () => {
  it('keeps IPv4 and folds IPv6 to its network', () => {
    expect(addressBlock('203.0.113.7')).toBe('203.0.113.7');
    expect(addressBlock('2001:db8:1:2:aaaa::1')).toBe('2001:db8:1:2::/64');
    expect(addressBlock('2001:0db8:0001:0002:0:0:0:9')).toBe('2001:db8:1:2::/64');
    expect(addressBlock('2001:db8::9')).toBe('2001:db8:0:0::/64');
    expect(addressBlock('::1')).toBe('0:0:0:0::/64');
  });
});
