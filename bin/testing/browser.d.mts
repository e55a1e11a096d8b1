export function browserOptions(kind: 'shell' | 'whole'): {
  args: string[];
  executablePath?: string;
  channel?: string;
};
