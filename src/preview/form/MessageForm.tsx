import { Input, makeStyles, tokens } from "@fluentui/react-components";
import type { Item, Recipient } from "../host/item";
import { BodyEditor } from "./BodyEditor";
import { Recipients } from "./Recipients";

const useStyles = makeStyles({
  form: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalXL,
  },
});

interface MessageFormProps {
  item: Item;
  edit: (change: Partial<Item>) => void;
  people: readonly Recipient[];
}

/** Outlook's own form for a message. */
export function MessageForm({ item, edit, people }: MessageFormProps) {
  const styles = useStyles();
  return (
    <form className={styles.form} aria-label="Message" onSubmit={(event) => event.preventDefault()}>
      <Recipients
        label="To"
        people={people}
        value={item.required}
        onChange={(required) => edit({ required })}
      />
      <Recipients
        label="Cc"
        people={people}
        value={item.optional}
        onChange={(optional) => edit({ optional })}
      />
      <Input
        aria-label="Subject"
        placeholder="Add a subject"
        maxLength={255}
        value={item.subject}
        onChange={(_, { value }) => edit({ subject: value })}
      />
      <BodyEditor item={item} edit={edit} />
    </form>
  );
}
