export function findRedis(): string | undefined;
export function ensureRedis(say: (sentence: string) => void): void;
