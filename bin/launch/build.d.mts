export function bundlePrograms(): Promise<void>;
