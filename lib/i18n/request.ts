import { getRequestConfig } from 'next-intl/server';
import { locale, messages } from './messages';

/**
 * One language so far. The zone is only there because next-intl wants one: instants are shown by `LocalTime`, in the
 * reader's own zone, never by the catalogue's date formats.
 */
export default getRequestConfig(async () => ({ locale, messages, timeZone: 'UTC' }));
