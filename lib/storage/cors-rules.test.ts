import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { corsRules } from './cors-rules';

test.each(['docs/storage.md', 'docs/deploying.md'])('%s shows the settings that the check prints', (path) => {
  const [, shown = ''] = /```json\n([^`]+)```/.exec(readFileSync(path, 'utf8')) ?? [];
  expect(JSON.parse(shown)).toEqual(JSON.parse(corsRules('https://chat.example.org')));
});
