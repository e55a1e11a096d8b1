import { ownPath } from '@/lib/auth/own-path';

/**
 * Opens a page of ours as a fresh document: who is signed in has just changed, and nothing of the router's memory
 * was made for this person.
 */
export function goTo(path: string | null | undefined): 'leaving' {
  location.assign(ownPath(path));
  return 'leaving';
}
