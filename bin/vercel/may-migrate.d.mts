export function mayMigrate(env: Record<string, string | undefined>): boolean;
