/** Tells the add-in's other pages in this browser that a conference's invitation was changed. */
interface News {
  from: string;
  conferenceId: string;
}

const channelName = "webConference.changes";
const page = crypto.randomUUID();

/** Tells the pane, beside which a button or an event has a page of its own, that a conference was written or taken out. */
export function broadcastChange(conferenceId: string): void {
  // Without it the pane learns of a change when it is sent to change something itself.
  if (typeof BroadcastChannel === "undefined") return;
  const channel = new BroadcastChannel(channelName);
  channel.postMessage({ from: page, conferenceId } satisfies News);
  channel.close();
}

/** Calls back with the conference of which another page has written; returns how to stop. */
export function onPeerChange(listener: (conferenceId: string) => void): () => void {
  if (typeof BroadcastChannel === "undefined") return () => undefined;
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = ({ data }: MessageEvent<News>) => {
    if (data.from !== page) listener(data.conferenceId);
  };
  return () => channel.close();
}
