export function findNginx(): string | undefined;
export function ensureNginx(say: (sentence: string) => void): void;
