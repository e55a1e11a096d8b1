import { getRequestConfig } from 'next-intl/server';
import { locale, messages } from './messages';

/** One language so far. Times are formatted in the reader's own zone, so in the browser; the server's is never shown. */
export default getRequestConfig(async () => ({ locale, messages, timeZone: 'UTC' }));
