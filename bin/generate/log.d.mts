export const USUAL_LINES: number;
export function generateLog(shape?: { lines?: number; seed?: number }): Generator<string>;
