/** What a button that shows the details names as theirs; it gets the focus back. */
export const ROOM_DETAILS_ID = 'room-details';
