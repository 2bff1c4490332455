import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod/mini";
import { CodedError } from "../../codedError";
import { closeToOthers } from "../../config/privateFile";
import type { ChatMessage } from "../services/chat";
import type { SimulatedConference } from "../services/conferences";
import { shows, type ChosenPresence } from "../services/presence";
import type { IssuedToken } from "../services/tokens";

/** All that the simulated deployment remembers. */
interface SavedState {
  conferences: SimulatedConference[];
  tokens: IssuedToken[];
  presence: [string, ChosenPresence][];
  chats: [string, ChatMessage[]][];
}

/** Thrown when the saved state cannot be read; the message says what to do. */
class StoreError extends CodedError<"STATE_UNREADABLE"> {
  override name = "StoreError";
  constructor(message: string, options?: ErrorOptions) {
    super("STATE_UNREADABLE", "no", message, options);
  }
}

export interface Store {
  /** null: nothing was ever saved. Throws StoreError. */
  load(): SavedState | null;
  /** Saves soon; several changes in a row become one file. */
  save(state: () => SavedState): void;
  /** Resolves when all is written. */
  flush(): Promise<void>;
}

const text = z.nullable(z.string());
const stateSchema = z.object({
  conferences: z.array(
    z.object({
      id: z.string(),
      siteId: z.string(),
      joinSecret: z.string(),
      hostSecret: z.string(),
      playbackSecret: z.string(),
      title: z.string(),
      start: z.coerce.date(),
      end: z.coerce.date(),
      host: z.object({
        userId: z.string(),
        guid: z.string(),
        firstName: z.string(),
        lastName: z.string(),
        address: z.string(),
      }),
      // Older worlds have no user IDs of attendees.
      attendees: z.array(z.object({ name: z.string(), address: text, userId: z._default(text, null) })),
      conferenceKey: text,
      dialIn: text,
      registeredUserOnly: z.boolean(),
      hostInvitedOnly: z.boolean(),
      publiclyListed: z.boolean(),
      enrollmentRequired: z.boolean(),
      attributes: z.array(z.object({ name: z.string(), value: text })),
      isDeleted: z.boolean(),
      ending: z.nullable(z.enum(["GRACEFUL", "FORCED"])),
      visits: z.array(
        z.object({ name: z.string(), address: text, userId: text, entered: z.number(), exited: z.number() }),
      ),
    }),
  ),
  tokens: z.array(
    z.object({
      token: z.string(),
      tokenId: z.string(),
      entity: z.object({ id: z.string(), type: z.enum(["SITE", "USER"]) }),
      policies: z.array(z.string()),
      expiresAt: z.number(),
      parent: text,
    }),
  ),
  presence: z.array(
    z.tuple([
      z.string(),
      z.union([
        z.object({ show: z.enum(shows), text: z.string() }),
        // The first version had no texts.
        z.pipe(
          z.enum(shows),
          z.transform((show) => ({ show, text: "" })),
        ),
      ]),
    ]),
  ),
  chats: z.array(z.tuple([z.string(), z.array(z.object({ from: z.string(), text: z.string() }))])),
});

/** Keeps the state in one file of the folder; each save replaces it as a whole. */
export function createStore(folder: string): Store {
  const file = path.join(folder, "simulator.json");
  let writing: Promise<void> = Promise.resolve();
  let isWaiting = false;
  return {
    load: () => {
      if (!existsSync(file)) return null;
      closeToOthers(file);
      try {
        return stateSchema.parse(JSON.parse(readFileSync(file, "utf8")));
      } catch (cause) {
        throw new StoreError(
          `The simulator cannot understand ${file}. Delete it to start with an empty world.`,
          { cause },
        );
      }
    },
    save: (state) => {
      if (isWaiting) return;
      isWaiting = true;
      writing = writing.then(async () => {
        isWaiting = false;
        // It holds tokens and links. One that a killed process has left may be open to others.
        rmSync(`${file}.new`, { force: true });
        await writeFile(`${file}.new`, JSON.stringify(state()), { mode: 0o600, flag: "wx" });
        renameSync(`${file}.new`, file);
      });
      // A full disk loses the memory of this world, not the world.
      writing = writing.catch(() => undefined);
    },
    flush: () => writing,
  };
}
