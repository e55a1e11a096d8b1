const subjects = `the parser|my grammar|this loop|a lazy list|the build|our pipeline|that pull request|the worker
|the socket|an iterator|the cache|a role|the type check|the docs page|the release|a closure|the test suite`;
const verbs = `returns|breaks on|needs|waits for|prints|wraps|skips|copies|misses|rebuilds|does not like|swallows
|converts|explains|hides|merges`;
const objects = `an empty string|the second argument|Unicode input|a hash of arrays|the old signature|its own error
|the last line|nested quotes|a Failure|the wrong locale|two promises at once|every other row|a trailing comma`;
const endings = `.|?|!|… any idea why?| here| since yesterday| on the laptop but not on the server| again|, I think
|, which is what the docs say|, so I went back to the simple version|. Thanks!| :)|, see above`;
const split = (words) => words.replaceAll('\n', '').split('|');
const words = {
  subjects: split(subjects),
  verbs: split(verbs),
  objects: split(objects),
  endings: split(endings),
};

/** What people say in other scripts, directions and widths. */
const elsewhere = [
  'größer als erwartet – „Straße“ wird zu STRASSE',
  'C’est déjà corrigé, non ?',
  'なるほど、正規表現の話でしたか。ありがとうございます',
  '在最新版本里这个问题已经解决了',
  'Это работает и без скобок',
  'שלום, איך מחברים שתי מחרוזות?',
  'هل يمكن استخدام العلامات هنا؟ (see §3)',
  'ขอบคุณครับ ลองดูแล้วใช้ได้',
  '«ħéllo» ∘ ∑ ≅ ½ ⅷ 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 e\u0301 ﷽',
  '🎉🎉 👩‍👩‍👧‍👦 🏳️‍🌈 🇺🇦 👍🏽',
];

const code = [
  'for ^10 -> $i {\n    say $i.is-prime ?? "prime" !! $i;\n}',
  'const seen = new Set<string>();\nfor (const line of lines) {\n  if (seen.has(line)) continue;\n  seen.add(line);\n}',
  'def read(path):\n    with open(path, encoding="utf-8") as file:\n        return [line.rstrip() for line in file]',
  'select room_id, count(*)\nfrom messages\ngroup by room_id\norder by 2 desc;',
];
const languages = ['raku', 'ts', 'python', 'sql'];

/**
 * One message's text. Shares of links, code and other scripts are those of a public programmers' channel, with
 * the rare shapes that break layouts added: blocks of code, one word of 300 letters, some thousand letters at once.
 */
export function sentence(random) {
  const kind = random();
  if (kind < 0.1) return `${clause(random)} ${link(random)}`;
  if (kind < 0.15) return `${clause(random)} – try \`.map(*.${pick(random, words.verbs).split(' ')[0]})\``;
  if (kind < 0.17) return block(random);
  if (kind < 0.33) return `${pick(random, elsewhere)}${random() < 0.5 ? ` ${clause(random)}` : ''}`;
  if (kind < 0.38) return pick(random, ['yes', 'ok', 'ah!', '+1', 'hm', 'nice', '_nods_', 'o/', '👍', '…']);
  if (kind < 0.382) return `m: ${'abcdefghij'.repeat(30)}`;
  if (kind < 0.384) return Array.from({ length: 40 }, () => clause(random)).join(' ');
  if (kind < 0.4)
    return `1. ${clause(random)}\n2. ${clause(random)}\n\n> ${clause(random)}\n\n**${clause(random)}**`;
  return random() < 0.25 ? `${clause(random)} ${clause(random)}` : clause(random);
}

function clause(random) {
  const { subjects, verbs, objects, endings } = words;
  return `${pick(random, subjects)} ${pick(random, verbs)} ${pick(random, objects)}${pick(random, endings)}`;
}

function link(random) {
  const number = Math.floor(random() * 9000) + 1000;
  return pick(random, [
    `https://example.org/issues/${number}`,
    `https://docs.example.org/type/List#method_${number}?lang=en&v=6`,
    `https://example.org/${'0123456789abcdef'.repeat(5)}${number}`,
  ]);
}

function block(random) {
  const index = Math.floor(random() * code.length);
  return `${clause(random)}\n\`\`\`${languages[index]}\n${code[index]}\n\`\`\``;
}

/** One of `list`, each as likely as the others. */
export function pick(random, list) {
  return list[Math.floor(random() * list.length)];
}
