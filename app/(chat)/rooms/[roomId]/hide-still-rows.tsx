import { headers } from 'next/headers';
import { asksForDocument } from './asks-for-document';

/**
 * Whoever reloads far back comes back to the row they read, which only the browser knows: until it is there, what the
 * server has drawn is not to be seen. As room-history.ts keeps places; without a script the rows stay.
 */
export async function HideStillRows() {
  // A page that the app asks for is drawn by the browser, where no such script would run.
  if (!(await asksForDocument())) return null;
  const asked = await headers();
  return (
    <script
      nonce={asked.get('x-nonce') ?? undefined}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours; as a child it would be escaped.
      dangerouslySetInnerHTML={hide}
    />
  );
}

const hide = {
  __html: `try{let e=history.state?.entry,p=e&&sessionStorage.getItem('parlance:place:'+e);if(p&&p!=='"end"')document.querySelector('[data-still]').style.visibility='hidden'}catch{}`,
};
