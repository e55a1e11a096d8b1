import { Fragment, type ReactNode } from 'react';
import { BodyLink } from './body-link';

/** The text of a message as it was typed, in paragraphs. */
export function renderPlain(body: string): ReactNode {
  return body.split(/\n{2,}/).map((paragraph, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the text never changes under its key.
    <p key={index} dir="auto" className="whitespace-pre-wrap">
      {withLinks(paragraph)}
    </p>
  ));
}

/** Addresses as links, the rest as it stands. Linear, unlike the parser. */
function withLinks(text: string): ReactNode {
  return text.split(/(https?:\/\/[^\s<>]+)/i).map((part, index) => {
    if (index % 2 === 0) return part;
    let end = part.length;
    while (`.,:;!?'"*_~)]}`.includes(part.charAt(end - 1))) end -= 1;
    const address = part.slice(0, end);
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the text never changes under its key.
      <Fragment key={index}>
        <BodyLink href={address}>{address}</BodyLink>
        {part.slice(end)}
      </Fragment>
    );
  });
}
