import { Button, Caption1, makeStyles, tokens } from "@fluentui/react-components";
import { useContext } from "react";
import type { SiteConfiguration } from "../../contract/services";
import { clientTexts } from "../../locales/messages";
import { LanguageContext } from "./language";

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", alignItems: "start", gap: tokens.spacingVerticalXS },
});

interface ClientLinksProps {
  clients: SiteConfiguration["clients"];
  openLink: (url: string) => void;
}

/** The site's own pages for the programs that whoever joins or hosts may need. */
export default function ClientLinks({ clients, openLink }: ClientLinksProps) {
  const texts = clientTexts(useContext(LanguageContext).tag);
  const styles = useStyles();
  return (
    <div className={styles.section} role="group" aria-label={texts.title}>
      <Caption1>{texts.title}</Caption1>
      {clients.map(({ name, version, url }) => (
        <Button key={name} size="small" onClick={() => openLink(url)}>
          {texts.get({ name: texts.name[name] + (version === null ? "" : ` ${version}`) })}
        </Button>
      ))}
    </div>
  );
}
