'use client';
import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import { useHighlighter } from './use-highlighter';

const looks: Record<string, string> = {
  'hljs-keyword': 'text-accent-ink',
  'hljs-built_in': 'text-accent-ink',
  'hljs-literal': 'text-accent-ink',
  'hljs-name': 'text-accent-ink',
  'hljs-selector-tag': 'text-accent-ink',
  'hljs-string': 'text-ok-ink',
  'hljs-regexp': 'text-ok-ink',
  'hljs-addition': 'text-ok-ink',
  'hljs-number': 'text-warn-ink',
  'hljs-attr': 'text-warn-ink',
  'hljs-attribute': 'text-warn-ink',
  'hljs-variable': 'text-warn-ink',
  'hljs-deletion': 'text-danger-ink',
  'hljs-meta': 'text-ink-faint',
  'hljs-comment': 'text-ink-faint italic',
  'hljs-quote': 'text-ink-faint italic',
  'hljs-title': 'font-semibold',
  'hljs-section': 'font-semibold',
  'hljs-type': 'font-medium',
};

type Props = { code: string; language: string | null };

export function CodeBlock({ code, language }: Props) {
  const t = useTranslations('chat.code');
  return (
    <div className="group/code relative my-1.5 max-w-full">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms. */}
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard.
        tabIndex={0}
        role="group"
        aria-label={language ? t('in', { language }) : t('plain')}
        className={preClass}
      >
        <code>
          <Coloured code={code} language={language} />
        </code>
      </pre>
      <CopyButton code={code} />
    </div>
  );
}

const preClass =
  'overflow-x-auto rounded-md bg-sunken py-2.5 pr-12 pl-3.5 font-mono text-[0.8125rem] leading-5 ' +
  'shadow-[inset_0_0_0_1px_var(--line)]';

function Coloured({ code, language }: Props) {
  const highlighter = useHighlighter();
  const tokens = useMemo(
    () => (highlighter && language ? highlighter(code, language) : null),
    [highlighter, code, language],
  );
  if (!tokens) return code;
  let offset = 0;
  return tokens.map(({ text, scopes }) => {
    const key = offset;
    offset += text.length;
    const look = scopes
      .map((scope) => looks[scope] ?? '')
      .join(' ')
      .trim();
    return look ? (
      <span key={key} className={look}>
        {text}
      </span>
    ) : (
      text
    );
  });
}

function CopyButton({ code }: { code: string }) {
  const t = useTranslations('common');
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(code);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <IconButton
      size="sm"
      label={copied ? t('copied') : t('copy')}
      icon={copied ? <Check className="text-ok-ink" /> : <Copy />}
      onClick={() => void copy()}
      className="absolute top-1.5 right-1.5 bg-sunken opacity-0 focus-visible:opacity-100 group-hover/code:opacity-100 touch:top-0 touch:right-0 touch:opacity-100"
    />
  );
}
