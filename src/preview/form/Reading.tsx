import { Body1, Caption1, makeStyles, Subtitle1, tokens } from "@fluentui/react-components";
import type { Item } from "../host/item";
import { BodyEditor } from "./BodyEditor";

const useStyles = makeStyles({
  view: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalXL,
  },
});

/** Outlook's own view of an item that is only read. */
export function Reading({ item }: { item: Item }) {
  const styles = useStyles();
  const { subject, organizer, required, optional, start, end, timeZone, location, surface } = item;
  const format = new Intl.DateTimeFormat(item.language, { dateStyle: "full", timeStyle: "short", timeZone });
  const names = [...required, ...optional].map(({ name }) => name).join("; ");
  return (
    <section className={styles.view} aria-label={surface === "message" ? "Message" : "Appointment"}>
      <Subtitle1 as="h2">{subject}</Subtitle1>
      <Body1>
        {organizer.name} → {names}
      </Body1>
      {surface !== "message" && (
        <>
          <Caption1>
            {format.format(start)} – {format.format(end)}
          </Caption1>
          <Caption1>{location}</Caption1>
        </>
      )}
      <BodyEditor item={item} edit={() => undefined} isReadOnly />
    </section>
  );
}
