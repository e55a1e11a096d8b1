/** Who lives in the demo workspace. The first one is whom a newcomer signs in as. */
export const people = {
  ada: { name: 'Ada Moreau', role: 'owner' },
  grace: { name: 'Grace Lindqvist', role: 'admin' },
  tariq: { name: 'طارق حداد', role: 'member' },
  yuki: { name: '田中 ゆき', role: 'member' },
  sam: { name: 'Sam Okafor', role: 'member' },
  noa: { name: 'Noa Ben-David', role: 'guest' },
} as const;

export type DemoPerson = keyof typeof people;

/** One line of talk: who, how many minutes after the line before, what. */
export type Line = readonly [author: DemoPerson, minutesLater: number, text: string];

export type DemoRoom = {
  kind: 'public' | 'private' | 'direct';
  name: string;
  topic: string;
  members: readonly DemoPerson[];
  /** How many minutes ago the last line was said. */
  lastMinutesAgo: number;
  /** How many of the last lines the first person has not read. */
  unread: number;
  lines: readonly Line[];
};

const everybody = ['ada', 'grace', 'tariq', 'yuki', 'sam'] as const;

/** Harbour, five people who make a tide-table app. Written for this demo; nobody in it exists. */
export const rooms: readonly DemoRoom[] = [
  {
    kind: 'public',
    name: 'general',
    topic: 'Everything that everybody should know',
    members: everybody,
    lastMinutesAgo: 14,
    unread: 3,
    lines: [
      ['grace', 0, 'Good morning from a very grey Gothenburg ☁️'],
      ['sam', 4, 'Lagos says hello. 31 °C and rising.'],
      ['yuki', 2, 'おはようございます！今日は潮汐データの更新をします。'],
      ['tariq', 7, 'صباح الخير جميعاً. سأكون على متن العبّارة حتى الظهر، والاتصال ضعيف هناك.'],
      [
        'ada',
        1,
        'Safe trip, Tariq! Your messages wait in the outbox until you are back in range, so just write.',
      ],
      [
        'grace',
        43,
        'Two things for today:\n\n1. The **spring tide** page goes out at 15:00 UTC\n2. We pick the name for the offline mode. Current list: _Slack Water_, _Low Tide_, _Pocket Harbour_',
      ],
      ['sam', 3, 'Slack Water is funny but I fear the lawyers'],
      ['ada', 1, 'Pocket Harbour. It is what it is: a harbour, in a pocket.'],
      ['yuki', 2, '+1 for Pocket Harbour 🐚'],
      [
        'grace',
        1425,
        'Reminder: the harbour master of Smögen visits the call at 14:00. Ask her *anything* about currents.',
      ],
      ['ada', 6, 'I have three pages of questions.'],
      [
        'sam',
        38,
        'Notes from the call: https://example.org/notes/smogen — the short version:\n\n> "Nobody reads a table on a moving boat. They look for one number."\n\nThat should be on the wall.',
      ],
      ['grace', 9, 'It is on the wall. I printed it.'],
      ['yuki', 22, 'The spring tide page is live 🎉🎉🎉'],
    ],
  },
  {
    kind: 'public',
    name: 'tide-engine',
    topic: 'Harmonic constituents, predictions, and why they are off by four minutes',
    members: ['ada', 'yuki', 'sam', 'tariq'],
    lastMinutesAgo: 52,
    unread: 0,
    lines: [
      ['yuki', 0, 'I found the four minutes. We add the equation of time twice.'],
      ['ada', 2, 'Of course we do.'],
      [
        'yuki',
        3,
        'Before:\n\n```ts\nexport function height(at: Date, station: Station): number {\n  const hours = hoursSince(EPOCH, correctForSun(at));\n  return station.constituents.reduce(\n    (sum, { amplitude, speed, phase }) => sum + amplitude * Math.cos(radians(speed * hours - phase)),\n    station.meanLevel,\n  );\n}\n```\n\nand `hoursSince` calls `correctForSun` once more.',
      ],
      ['sam', 5, 'Nice catch. Does the test for Brest pass now?'],
      [
        'yuki',
        1,
        'Brest, Saint-Malo and Bergen do. Cuxhaven is still 40 s late, but there the river does what it wants.',
      ],
      [
        'tariq',
        18,
        'I can take Cuxhaven. The Elbe needs shallow-water constituents (`M4`, `MS4`), we only load the first eight:\n\n```sql\nselect name, amplitude, phase\nfrom constituents\nwhere station_id = $1\norder by amplitude desc\nlimit 8 -- this\n```',
      ],
      ['ada', 4, 'Please do. And let us write down *why* 37 and not 8, so that nobody "optimizes" it back.'],
      [
        'tariq',
        61,
        '| station | before | after |\n|---|---|---|\n| Brest | 241 s | 3 s |\n| Bergen | 238 s | 2 s |\n| Cuxhaven | 280 s | 11 s |',
      ],
      ['sam', 2, 'Eleven seconds on the Elbe. I would frame that table.'],
      ['yuki', 3, 'すばらしい 👏'],
    ],
  },
  {
    kind: 'public',
    name: 'design',
    topic: 'Pixels, words, and the colour of the sea',
    members: ['ada', 'grace', 'sam', 'noa'],
    lastMinutesAgo: 6,
    unread: 4,
    lines: [
      ['noa', 0, 'שלום! העליתי את הסקיצות החדשות של מסך הגאות. אשמח להערות.'],
      ['noa', 1, 'In English: new sketches of the tide screen are up, comments welcome 🙂'],
      ['grace', 12, 'The big number is exactly right. I would make the curve quieter, it competes.'],
      ['sam', 3, 'Agreed. And can the **next** high water be reachable with one thumb?'],
      ['noa', 7, 'Yes, bottom edge, 56 px. Thumb-tested on a swaying chair.'],
      ['ada', 2, 'A swaying chair! ~~We need a budget for that~~ We should all have one.'],
      [
        'grace',
        34,
        'About the blue: `#3b6ea5` is 4.9:1 on our paper white. At night `#8fb4dd` on `#14181d` is 8.6:1. Both fine.',
      ],
      [
        'sam',
        5,
        'One more for the copy review. This is the longest sentence in the app and it does not want to be short:\n\nPredictions assume average air pressure and no wind; a strong onshore wind can raise the water by half a metre or more above the prediction, a high-pressure system can lower it by as much, and in rivers after heavy rain neither the height nor the time of high water should be trusted without looking out of the window.',
      ],
      ['noa', 4, '"without looking out of the window" stays. It is the best line we have.'],
    ],
  },
  {
    kind: 'public',
    name: 'ships',
    topic: 'No work in here',
    members: everybody,
    lastMinutesAgo: 1_580,
    unread: 0,
    lines: [
      ['sam', 0, 'Saw the *Statsraad Lehmkuhl* leave this morning. All sails. I am not okay.'],
      ['tariq', 5, 'صورة؟'],
      ['sam', 1, 'My hands were shaking too much.'],
      ['grace', 3, '⛵️⛵️⛵️'],
    ],
  },
  {
    kind: 'private',
    name: 'launch',
    topic: 'Pocket Harbour goes out on the first spring tide of the year',
    members: ['ada', 'grace', 'sam'],
    lastMinutesAgo: 180,
    unread: 0,
    lines: [
      [
        'grace',
        0,
        'Checklist for the launch:\n\n- [x] Offline tables for 1,200 stations\n- [x] Works on a five-year-old phone\n- [ ] Words reviewed by somebody who has been seasick\n- [ ] A price, or the decision that there is none',
      ],
      ['sam', 8, 'I volunteer for the seasick review, I am an expert.'],
      [
        'ada',
        2,
        'On the price: free for everyone who stands on a pier. I will write down how we pay for it.',
      ],
    ],
  },
  {
    kind: 'direct',
    name: '',
    topic: '',
    members: ['ada', 'grace'],
    lastMinutesAgo: 9,
    unread: 1,
    lines: [
      ['grace', 0, 'Do you have ten minutes before the call?'],
      ['ada', 3, 'Always. Here or on the pier?'],
      ['grace', 1, 'Pier. Bring the printed sentence.'],
    ],
  },
];
