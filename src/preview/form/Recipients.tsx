import {
  Avatar,
  InteractionTag,
  InteractionTagPrimary,
  InteractionTagSecondary,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { useId, useState } from "react";
import type { Recipient } from "../host/item";

const useStyles = makeStyles({
  field: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    minHeight: "32px",
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  label: { color: tokens.colorNeutralForeground3, width: "5em", flexShrink: 0 },
  input: {
    flexGrow: 1,
    minWidth: "8em",
    border: "none",
    outlineStyle: "none",
    backgroundColor: "transparent",
    color: tokens.colorNeutralForeground1,
    font: "inherit",
    padding: tokens.spacingVerticalXS,
    ":focus-visible": { boxShadow: `0 1px 0 ${tokens.colorCompoundBrandStroke}` },
  },
});

interface RecipientsProps {
  label: string;
  /** Whom Outlook suggests. */
  people: readonly Recipient[];
  value: readonly Recipient[];
  onChange: (value: Recipient[]) => void;
}

/** Invited people as tags; a name of the directory or an e-mail address adds one. */
export function Recipients({ label, people, value, onChange }: RecipientsProps) {
  const styles = useStyles();
  const id = useId();
  const [typed, setTyped] = useState("");
  const offered = people.filter(({ address }) => !value.some((recipient) => recipient.address === address));
  const accept = (text: string, isFinal: boolean) => {
    const wanted = text.replace(/[;,]$/, "").trim();
    const person = offered.find(({ name, address }) => [name, address].includes(wanted));
    const isAddress = (isFinal || wanted !== text.trim()) && /^[^\s@]+@[^\s@]+$/.test(wanted);
    const added = person ?? (isAddress ? { name: wanted, address: wanted } : null);
    setTyped(added ? "" : text);
    if (added) onChange([...value, { name: added.name, address: added.address }]);
  };
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      {value.map(({ name, address }) => (
        <InteractionTag key={address} size="small" shape="circular">
          <InteractionTagPrimary
            hasSecondaryAction
            media={<Avatar name={name} size={20} color="colorful" aria-hidden />}
            title={address}
            tabIndex={-1}
          >
            {name}
          </InteractionTagPrimary>
          <InteractionTagSecondary
            aria-label={`Remove ${name}`}
            onClick={() => onChange(value.filter((recipient) => recipient.address !== address))}
          />
        </InteractionTag>
      ))}
      <input
        id={id}
        className={styles.input}
        list={`${id}-people`}
        autoComplete="off"
        value={typed}
        onChange={({ target }) => accept(target.value, false)}
        onBlur={() => accept(typed, true)}
        onKeyDown={(event) => {
          if (event.key === "Enter") accept(typed, true);
          if (event.key === "Backspace" && typed === "" && value.length > 0) onChange(value.slice(0, -1));
        }}
      />
      <datalist id={`${id}-people`}>
        {offered.map(({ name, address }) => (
          <option key={address} value={name}>
            {address}
          </option>
        ))}
      </datalist>
    </div>
  );
}
