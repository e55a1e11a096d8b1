/** Of one message, what somebody has selected. `html` is markup already, the rest is plain. */
export type CopiedMessage = { name: string; time: string; text: string; html: string };

/** Messages as plain text, each under its author and time. */
export function copiedText(messages: readonly CopiedMessage[]): string {
  return messages.map(({ name, time, text }) => `${name}, ${time}\n${text}`).join('\n\n');
}

/** The same for whatever takes markup. */
export function copiedHtml(messages: readonly CopiedMessage[]): string {
  return messages
    .map(
      ({ name, time, html }) =>
        `<p><strong>${escaped(name)}</strong>, ${escaped(time)}</p>\n<div>${html}</div>`,
    )
    .join('\n');
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
