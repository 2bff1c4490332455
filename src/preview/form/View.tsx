import {
  Button,
  Checkbox,
  makeStyles,
  MenuButton,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Select,
  Switch,
  tokens,
  Toolbar,
} from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { Item } from "../host/item";
import { platforms } from "../host/platforms";
import { quirks } from "../host/quirks";
import { useIsNarrow } from "./useIsNarrow";
import type { PreviewPeople } from "./items";
import { isPlatform, isScene, scenes, type Scene } from "./scenes";

const useStyles = makeStyles({
  bar: {
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalS,
    paddingBlock: tokens.spacingVerticalXXS,
    backgroundColor: tokens.colorNeutralBackground4,
  },
  folded: { display: "flex", flexDirection: "column", alignItems: "start", gap: tokens.spacingVerticalS },
  quirks: {
    display: "flex",
    flexDirection: "column",
    maxHeight: "60vh",
    maxWidth: "min(420px, 80vw)",
    overflow: "auto",
  },
});

const languages = [
  ["en-US", "English"],
  ["de-DE", "Deutsch"],
  ["ar-SA", "العربية"],
];

interface ViewProps {
  item: Item;
  scene: Scene;
  people: PreviewPeople;
  edit: (change: Partial<Item>) => void;
  /** Opens an item anew, in another scene, on another platform, with other quirks. */
  show: (scene: Scene, change: Partial<Item>) => void;
  children: ReactNode;
}

/** The preview's own bar: scene, platform, quirks, language, theme. */
export function View({ item, scene, people, edit, show, children }: ViewProps) {
  const styles = useStyles();
  const chosen = new Set(item.quirks);
  const toggle = (id: string, isOn: boolean) => {
    const others = item.quirks.filter((quirk) => quirk !== id);
    show(scene, { quirks: isOn ? [...others, id] : others });
  };
  const isNarrow = useIsNarrow();
  const choices = (
    <>
      <Choice
        label="What is opened"
        value={scene}
        options={Object.entries(scenes)}
        onChange={(value) => show(isScene(value) ? value : "compose", {})}
      />
      <Choice
        label="Which Outlook"
        value={item.platform}
        options={Object.entries(platforms).map(([name, platform]) => [name, platform.name])}
        onChange={(value) => isPlatform(value) && show(scene, { platform: value })}
      />
      <Popover withArrow>
        <PopoverTrigger disableButtonEnhancement>
          <Button size="small">{chosen.size === 0 ? "Quirks" : `Quirks (${chosen.size})`}</Button>
        </PopoverTrigger>
        <PopoverSurface className={styles.quirks} aria-label="Quirks">
          <Choice
            label="Who is signed in"
            value={item.signedInAs ?? people.me.address}
            options={[people.me, ...people.others].map(({ name, address }) => [
              address,
              address === people.me.address ? "Signed in: the mailbox's user" : `Signed in: ${name}`,
            ])}
            onChange={(value) => show(scene, { signedInAs: value === people.me.address ? null : value })}
          />
          {quirks.map(({ id, title }) => (
            <Checkbox
              key={id}
              label={title}
              checked={chosen.has(id)}
              onChange={(_, { checked }) => toggle(id, checked === true)}
            />
          ))}
        </PopoverSurface>
      </Popover>
      <Switch label="Dark" checked={item.isDark} onChange={(_, { checked }) => edit({ isDark: checked })} />
      <Choice
        label="Outlook's language"
        value={item.language}
        options={languages}
        onChange={(value) => edit({ language: value })}
      />
      {children}
    </>
  );
  return (
    <Toolbar className={styles.bar} size="small" aria-label="Preview">
      {isNarrow ? (
        <Popover withArrow>
          <PopoverTrigger disableButtonEnhancement>
            <MenuButton size="small">Preview</MenuButton>
          </PopoverTrigger>
          <PopoverSurface className={styles.folded} aria-label="Preview">
            {choices}
          </PopoverSurface>
        </Popover>
      ) : (
        choices
      )}
    </Toolbar>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  options: string[][];
  onChange: (value: string) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <Select
      size="small"
      appearance="filled-darker"
      aria-label={label}
      value={value}
      onChange={(_, data) => onChange(data.value)}
    >
      {options.map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  );
}
