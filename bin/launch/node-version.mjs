/** Ends with one sentence when this Node is too old. Written so that any Node that knows modules can read it. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Parlance needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}
