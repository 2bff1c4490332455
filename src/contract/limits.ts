/** Limits that pane and relay share. Lengths are UTF-16 code units; Outlook's own limits are the same or tighter. */
export const limits = {
  attendees: 1000,
  title: 255,
  name: 255,
  address: 254,
  dialIn: 500,
  conferenceKey: 64,
  requestBytes: 256 * 1024,
} as const;

/** The pattern of an e-mail address: enough to send to, and nothing that could be markup. */
export const addressPattern = /^[^\s@<>"]+@[^\s@<>"]+$/;
