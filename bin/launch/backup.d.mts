export function backUp(what: { home: string; directory: string; release: string }): string;
