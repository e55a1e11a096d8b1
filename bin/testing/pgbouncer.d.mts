export function findPgBouncer(): string | undefined;
export function ensurePgBouncer(say: (sentence: string) => void): void;
