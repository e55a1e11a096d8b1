import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDrafts } from '@/lib/messages/drafts';

class MemoryStorage implements Storage {
  [name: string]: unknown;
  get length() {
    return Object.keys(this).length;
  }
  key = (index: number) => Object.keys(this)[index] ?? null;
  getItem(key: string) {
    const value = this[key];
    return typeof value === 'string' ? value : null;
  }
  setItem(key: string, value: string) {
    this[key] = value;
  }
  removeItem(key: string) {
    delete this[key];
  }
  clear() {
    for (const key of Object.keys(this)) delete this[key];
  }
}

describe('drafts', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('survive the page, per room and per person', () => {
    const storage = new MemoryStorage();
    const drafts = createDrafts('ada', storage);
    drafts.write('tea', 'half a sen');
    drafts.write('rum', 'yo');
    vi.advanceTimersByTime(1_000);
    expect(createDrafts('ada', storage).read('tea')).toBe('half a sen');
    expect(createDrafts('ada', storage).read('rum')).toBe('yo');
    expect(createDrafts('grace', storage).read('tea')).toBe('');
  });

  it('are there at once, saved a moment later, and saved now when the page is hidden', () => {
    const storage = new MemoryStorage();
    const drafts = createDrafts('ada', storage);
    const heard = vi.fn();
    drafts.subscribe(heard);
    drafts.write('tea', 'h');
    expect(drafts.read('tea')).toBe('h');
    expect(heard).toHaveBeenCalledTimes(1);
    expect(createDrafts('ada', storage).read('tea')).toBe('');
    drafts.flush();
    expect(createDrafts('ada', storage).read('tea')).toBe('h');
  });

  it('leave nothing behind when sent or when the person signs out', () => {
    const storage = new MemoryStorage();
    const drafts = createDrafts('ada', storage);
    const others = createDrafts('grace', storage);
    drafts.write('tea', 'one');
    drafts.write('rum', 'two');
    others.write('tea', 'hers');
    drafts.flush();
    others.flush();
    drafts.write('tea', '');
    drafts.flush();
    expect(createDrafts('ada', storage).read('tea')).toBe('');
    drafts.write('rum', 'three');
    drafts.clear();
    vi.advanceTimersByTime(1_000);
    expect(drafts.read('rum')).toBe('');
    expect(createDrafts('ada', storage).read('rum')).toBe('');
    expect(createDrafts('grace', storage).read('tea')).toBe('hers');
  });

  it('live as long as the page where nothing can be stored', () => {
    const drafts = createDrafts('ada', null);
    drafts.write('tea', 'kept');
    drafts.flush();
    expect(drafts.read('tea')).toBe('kept');
  });
});
