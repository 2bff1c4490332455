import { Input, makeStyles, Select, Switch, Tag, tokens } from "@fluentui/react-components";
import { ArrowRepeatAllRegular } from "@fluentui/react-icons/svg/arrow-repeat-all";
import { CalendarClockRegular } from "@fluentui/react-icons/svg/calendar-clock";
import { LocationRegular } from "@fluentui/react-icons/svg/location";
import { PeopleRegular } from "@fluentui/react-icons/svg/people";
import { TextDescriptionRegular } from "@fluentui/react-icons/svg/text-description";
import type { ReactNode } from "react";
import { toText } from "../host/calls";
import type { Item, Recipient } from "../host/item";
import { toInstant, toWallTime, type WallTime } from "../host/timeZone";
import { BodyEditor } from "./BodyEditor";
import { weekly } from "../host/recurrence";
import { Recipients } from "./Recipients";

const useStyles = makeStyles({
  form: {
    display: "flex",
    flexDirection: "column",
    flexGrow: 1,
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalXL,
  },
  row: { display: "flex", gap: tokens.spacingHorizontalM, alignItems: "flex-start" },
  icon: {
    width: "24px",
    paddingTop: "6px",
    fontSize: "20px",
    color: tokens.colorNeutralForeground3,
    flexShrink: 0,
  },
  fields: {
    display: "flex",
    flexWrap: "wrap",
    flexGrow: 1,
    minWidth: 0,
    gap: tokens.spacingHorizontalS,
    alignItems: "center",
  },
  subject: {
    flexGrow: 1,
    minWidth: 0,
    fontSize: tokens.fontSizeBase500,
    fontWeight: tokens.fontWeightSemibold,
    // In line with the fields below it.
    paddingInlineStart: 0,
    "& input": { paddingInlineStart: 0 },
  },
  wide: { flexGrow: 1, minWidth: 0 },
  zone: { maxWidth: "15em" },
  body: { flexGrow: 1, minHeight: "220px" },
  column: {
    display: "flex",
    flexDirection: "column",
    flexGrow: 1,
    minWidth: 0,
    gap: tokens.spacingVerticalXS,
  },
});

const zones = Intl.supportedValuesOf("timeZone");

interface AppointmentFormProps {
  item: Item;
  edit: (change: Partial<Item>) => void;
  people: readonly Recipient[];
}

/** Outlook's own form for an appointment. */
export function AppointmentForm({ item, edit, people }: AppointmentFormProps) {
  const styles = useStyles();
  const start = toWallTime(item.start, item.timeZone);
  const end = toWallTime(item.end, item.timeZone);
  const setStart = (change: Partial<WallTime>) => {
    const instant = toInstant({ ...start, ...change }, item.timeZone);
    // As in Outlook, the end moves along.
    if (!Number.isNaN(instant)) edit({ start: instant, end: instant + item.end - item.start });
  };
  const setEnd = (change: Partial<WallTime>) => {
    const instant = toInstant({ ...end, ...change }, item.timeZone);
    if (!Number.isNaN(instant)) edit({ end: instant });
  };
  const setPlain = (isPlain: boolean) =>
    edit(
      isPlain
        ? { bodyType: "text", body: toText(item.body).trim() }
        : {
            bodyType: "html",
            body: item.body
              .split("\n")
              .map((line) => `<div>${escape(line) || "<br>"}</div>`)
              .join(""),
          },
    );
  return (
    <form className={styles.form} aria-label="Appointment" onSubmit={(event) => event.preventDefault()}>
      <Row icon={null}>
        <Input
          className={styles.subject}
          size="large"
          appearance="underline"
          aria-label="Subject"
          placeholder="Add a subject"
          maxLength={255}
          value={item.subject}
          onChange={(_, { value }) => edit({ subject: value })}
        />
      </Row>
      <Row icon={<PeopleRegular />}>
        <div className={styles.column}>
          <Recipients
            label="Required"
            people={people}
            value={item.required}
            onChange={(required) => edit({ required })}
          />
          <Recipients
            label="Optional"
            people={people}
            value={item.optional}
            onChange={(optional) => edit({ optional })}
          />
        </div>
      </Row>
      <Row icon={<CalendarClockRegular />}>
        <Input
          type="date"
          aria-label="Start date"
          value={start.date}
          onChange={(_, { value }) => setStart({ date: value })}
        />
        <Input
          type="time"
          aria-label="Start time"
          value={start.time}
          onChange={(_, { value }) => setStart({ time: value })}
        />
        <span>to</span>
        <Input
          type="date"
          aria-label="End date"
          value={end.date}
          onChange={(_, { value }) => setEnd({ date: value })}
        />
        <Input
          type="time"
          aria-label="End time"
          value={end.time}
          onChange={(_, { value }) => setEnd({ time: value })}
        />
        <Select
          className={styles.zone}
          aria-label="Time zone"
          value={item.timeZone}
          onChange={(_, { value }) => edit({ timeZone: value })}
        >
          {[...new Set([item.timeZone, ...zones])].map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </Select>
      </Row>
      <Row icon={<ArrowRepeatAllRegular />}>
        <Select
          aria-label="Repeat"
          disabled={item.isOccurrence}
          value={item.recurrence ? "weekly" : "never"}
          onChange={(_, { value }) =>
            edit({ recurrence: value === "weekly" ? weekly(item.start, item.timeZone) : null })
          }
        >
          <option value="never">Does not repeat</option>
          <option value="weekly">Every week for three months</option>
        </Select>
        {item.isOccurrence && <span>One of a series</span>}
        {item.isShared && <span>Calendar of {item.organizer.name}</span>}
      </Row>
      <Row icon={<LocationRegular />}>
        {item.rooms.map(({ name, address }) => (
          <Tag key={address}>{name}</Tag>
        ))}
        <Input
          className={styles.wide}
          aria-label="Location"
          placeholder="Add a location"
          maxLength={255}
          value={item.location}
          onChange={(_, { value }) => edit({ location: value })}
        />
      </Row>
      <Row icon={<TextDescriptionRegular />}>
        <div className={styles.column}>
          <BodyEditor item={item} edit={edit} className={styles.body} />
          <Switch
            label="Private"
            checked={item.sensitivity === "private"}
            onChange={(_, { checked }) => edit({ sensitivity: checked ? "private" : "normal" })}
          />
          <Switch
            label="Plain text"
            checked={item.bodyType === "text"}
            onChange={(_, { checked }) => setPlain(checked)}
          />
        </div>
      </Row>
    </form>
  );
}

function Row({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.row}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <div className={styles.fields}>{children}</div>
    </div>
  );
}

function escape(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}
