import auth from './en/auth.json';
import chat from './en/chat.json';
import common from './en/common.json';
import errors from './en/errors.json';
import files from './en/files.json';
import invites from './en/invites.json';
import keys from './en/keys.json';
import settings from './en/settings.json';
import switcher from './en/switcher.json';
import uploads from './en/uploads.json';
import users from './en/users.json';

/** The English catalogue, one file per area; the area is the first part of every key. */
export const messages = {
  auth,
  chat,
  common,
  errors,
  files,
  invites,
  keys,
  settings,
  switcher,
  uploads,
  users,
};
export const locale = 'en';

declare module 'next-intl' {
  interface AppConfig {
    Messages: typeof messages;
    Locale: typeof locale;
  }
}
