import { addressesIn, unwrapped } from "../invitation/document/addresses";
import { decodeEntities } from "../invitation/document/html";
import { OutlookError, type Appointment } from "../outlook/appointment/appointment";
import { ConferenceError } from "./failure";

/** By what links other providers' meetings are known; of hosts that a customer names, by their paths. */
const providers: Record<string, RegExp> = {
  "Microsoft Teams":
    /\/l\/meetup-join\/|\bteams\.(?:microsoft|live|cloud)\.\w+\/(?:meet|l\/meeting)\/|\bevents\.teams\.[\w.]+\/event\/|\baka\.ms\/jointeamsmeeting/i,
  Skype:
    /\b(?:meet|join)\.(?:lync|skype)\.com\/\S|\b[Mm]eet\.[\w.-]+\/(?:[\w-]+(?:\.[\w-]+)+\/)?[\w.-]+\/[A-Z\d]{6,10}\b|\.[\w.-]{1,99}\/meet\/[\w.-]+\/[A-Z\d]{6,10}\b|\bconf:sip:\S/,
  Zoom: /\bzoom(?:gov)?\.[\w.-]+\/(?:j|my|w|s|wc|ev|launch|join\?|(?:meeting|webinar)\/register)\/?\S/i,
  Webex:
    /\bwebex\.[\w.-]+\/(?:\S*\/)?(?:[jegk]\.php|meet\/|join\/|joinservice|wbxmjs|m\/|webappng|meetings\/join\?|weblink\/)/i,
  "Google Meet":
    /\bmeet\.google\.com\/(?:(?:_meet\/)?[a-z]{3}-?[a-z]{4}-?[a-z]{3}|(?:lookup|stream)\/)|\bg\.co\/meet\/|\btel\.meet\/[a-z]{3}-/i,
  BigBlueButton:
    /\/b\/(?:\w{3}-){2,3}\w{3}\b|\/gl\/(?:\w{3}-){2,3}\w{3}\b|\/bigbluebutton\/|\/html5client\/join\?|\b(?:bbb|bigbluebutton)[\w.-]*\/(?:b|gl|rooms?)\/|\/rooms\/[\w-]+\/join\b/i,
  Jitsi: /\bmeet\.jit\.si\/\S|\b8x8\.vc\/\S|\/\/(?!jitsi\.org\/)(?:[\w-]+\.)*jitsi[\w-]*\.[\w.-]+\/\S/i,
  GoTo: /\b(?:gotomeet\.me|gotomeeting\.com|meet\.goto\.com)\/\S/i,
  "Amazon Chime": /\bchime\.aws\/\d/i,
  Whereby: /\bwhereby\.com\/\S/i,
  FaceTime: /\bfacetime\.apple\.com\/join/i,
};

/** The providers to whose meetings a text leads. */
export function findProviders(text: string): string[] {
  const source = decodeEntities(text);
  // Mail protection puts an address into another one.
  const all = [source, ...addressesIn(source).flatMap(unwrapped)].join("\n");
  return Object.entries(providers).flatMap(([name, link]) => (link.test(all) ? name : []));
}

/** The other providers by which an appointment can be joined already. [] also where Outlook gives no text. */
export async function findOtherProviders(
  appointment: Pick<Appointment, "readBody">,
  location: string,
): Promise<string[]> {
  try {
    const { content } = await appointment.readBody();
    // Outlook writes these words itself where it adds a meeting.
    const words = /\bMicrosoft Teams\b/i.test(location) ? "/l/meetup-join/" : "";
    return findProviders(`${content}\n${location}\n${words}`);
  } catch (failure) {
    if (failure instanceof OutlookError) return [];
    throw failure;
  }
}

/**
 * Asks about other ways in of which the user has not been told: Outlook may just have added one. They are `told` then.
 * Throws ConferenceError.
 */
export async function failOnNewProvider(
  appointment: Pick<Appointment, "readBody">,
  location: string,
  told: Set<string>,
): Promise<void> {
  const otherWays = (await findOtherProviders(appointment, location)).filter((name) => !told.has(name));
  if (otherWays.length === 0) return;
  for (const name of otherWays) told.add(name);
  throw new ConferenceError("OTHER_WAY", "nothingDone", { otherWays });
}

const lookAgainMs = 3_000;

/** Tells of them now, and when they change: Outlook adds a Teams meeting by itself. Returns how to stop. */
export function watchOtherProviders(
  appointment: Pick<Appointment, "readBody">,
  location: string,
  tell: (names: string[]) => void,
): () => void {
  let isOn = true;
  let last = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async () => {
    const names = await findOtherProviders(appointment, location);
    if (!isOn) return;
    if (names.join() !== last) tell(names);
    last = names.join();
    // After an answer: a slow Outlook is not asked for more than it can give.
    timer = setTimeout(() => void look(), lookAgainMs);
  };
  void look();
  return () => {
    isOn = false;
    clearTimeout(timer);
  };
}
