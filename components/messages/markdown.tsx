import type { ReactElement, ReactNode } from 'react';
import render, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { isPlain, isTooIntricate } from '@/lib/messages/markdown-cost';
import { remarkChat } from '@/lib/messages/remark-chat';
import { safeLink } from '@/lib/messages/safe-link';
import { BodyLink } from './body-link';
import { CodeBlock } from './code-block';
import { renderPlain } from './plain-body';

/** The text of a message as React elements. HTML in it is shown as text; only http, https and mailto links live. */
export function renderBody(body: string): ReactNode {
  if (isPlain(body) || isTooIntricate(body)) return renderPlain(body);
  // Called as the plain function it is, so that the tree can be kept by whoever asks. No `rehype-raw`: HTML stays text.
  return render({
    children: body,
    remarkPlugins: [remarkGfm, remarkChat],
    urlTransform: (url) => safeLink(url) ?? '',
    components,
  });
}

const components: Components = {
  p: ({ children }) => <p dir="auto">{children}</p>,
  // A break is followed by a line end of its own.
  br: () => <br />,
  a: ({ href, children }) => <BodyLink href={href}>{children}</BodyLink>,
  // Never loaded from elsewhere: that would tell another server who reads this, and when.
  img: ({ src, alt }) => (
    <BodyLink href={typeof src === 'string' ? src : undefined}>{alt || String(src ?? '')}</BodyLink>
  ),
  h1: ({ children }) => <Heading>{children}</Heading>,
  h2: ({ children }) => <Heading>{children}</Heading>,
  h3: ({ children }) => <Heading>{children}</Heading>,
  h4: ({ children }) => <Heading>{children}</Heading>,
  h5: ({ children }) => <Heading>{children}</Heading>,
  h6: ({ children }) => <Heading>{children}</Heading>,
  ul: ({ children }) => <ul className="my-0.5 list-disc ps-6 marker:text-ink-faint">{children}</ul>,
  ol: ({ children, start }) => (
    <ol start={start} className="my-0.5 list-decimal ps-6 tabular-nums marker:text-ink-muted">
      {children}
    </ol>
  ),
  li: ({ children, className }) => (
    <li dir="auto" className={className === 'task-list-item' ? '-ms-5 list-none' : 'ps-0.5'}>
      {children}
    </li>
  ),
  blockquote: ({ children }) => (
    <blockquote dir="auto" className="my-1 border-line-strong border-s-2 ps-3 text-ink-muted">
      {children}
    </blockquote>
  ),
  hr: () => <hr className="my-3 border-line" />,
  strong: ({ children }) => <strong className="font-semibold">{children}</strong>,
  code: ({ children }) => (
    <code className="rounded-sm bg-sunken px-1 py-px font-mono text-[0.875em] shadow-[inset_0_0_0_1px_var(--line)]">
      {children}
    </code>
  ),
  pre: ({ children }) => fencedBlock(children),
  input: ({ checked }) => (
    <input
      type="checkbox"
      checked={checked === true}
      disabled
      readOnly
      aria-label={checked ? '✓' : '–'}
      className="me-1.5 align-[-0.1em] accent-accent"
    />
  ),
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard.
    <div tabIndex={0} className="my-1.5 overflow-x-auto">
      {/* Words stay whole, though a message's may break: else a narrow table would stand on end. */}
      <table className="border-collapse text-sm [overflow-wrap:normal]">{children}</table>
    </div>
  ),
  th: ({ children, style }) => (
    <th style={style} className="border border-line bg-sunken px-2.5 py-1 text-start font-semibold">
      {children}
    </th>
  ),
  td: ({ children, style }) => (
    <td style={style} className="border border-line px-2.5 py-1">
      {children}
    </td>
  ),
};

/** A message is no document: its headings are bold lines and stay out of the page's outline. */
function Heading({ children }: { children: ReactNode }) {
  return (
    <p dir="auto" className="mt-1 font-semibold text-lg tracking-tight">
      {children}
    </p>
  );
}

/** The parser gives a fenced block as `pre > code.language-x`, its text with one line end too many. */
function fencedBlock(children: ReactNode): ReactNode {
  const { props } = children as ReactElement<{ className?: string; children?: ReactNode }>;
  const language = /language-(\S+)/.exec(props.className ?? '')?.[1] ?? null;
  return <CodeBlock code={String(props.children ?? '').replace(/\n$/, '')} language={language} />;
}
