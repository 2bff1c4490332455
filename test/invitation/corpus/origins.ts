import type { Format } from "../../../src/invitation/document/documentModel";
import { contents } from "./contents";
import { writeBody } from "./dialect";
import { exchange } from "./exchange";
import { gmail } from "./gmail";
import { ios } from "./ios";
import { mac } from "./mac";
import { newOutlook } from "./newOutlook";
import { owa } from "./owa";
import { plain } from "./plain";
import { richText } from "./richText";
import { thunderbird } from "./thunderbird";
import { word } from "./word";

export interface Origin {
  name: string;
  format: Format;
  /** Every content as the origin writes it: [what it is, the body]. */
  bodies: [string, string][];
}

export const origins: Origin[] = [
  owa,
  newOutlook,
  word,
  richText,
  mac,
  ios,
  gmail,
  exchange,
  thunderbird,
  ...plain,
].map((dialect) => ({
  name: dialect.name,
  format: dialect.format,
  bodies: Object.entries(contents).map(([name, parts]) => [name, writeBody(dialect, parts)]),
}));
