/** The one column of a page: its header, its tabs and what is below begin and end on the same lines. */
export const pageColumnClass = 'mx-auto w-full max-w-4xl px-4 sm:px-8';

/** Where no scrollbar is, the room for one stays: the columns of header and body are equally wide. */
export const pageGutterClass = '[scrollbar-gutter:stable]';
