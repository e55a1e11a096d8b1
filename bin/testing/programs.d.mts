export function findProgram(name: 'redis' | 'pgbouncer'): string | undefined;
export function ensurePrograms(say: (sentence: string) => void): void;
