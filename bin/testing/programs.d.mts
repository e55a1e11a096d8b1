export function findProgram(name: 'redis' | 'pgbouncer' | 'nginx'): string | undefined;
export function ensurePrograms(say: (sentence: string) => void): void;
