import { Button, CopyButton, Group } from "@mantine/core";
import { QrCode } from "@cordon/ui";
import classes from "../console.module.css";
import { useConsoleWords } from "../words.ts";

export interface OneTimeLinkProps {
  readonly link: string;
  /** What the code is, for those who do not see it. */
  readonly qr: string;
  readonly said: string;
  readonly onAnother: () => void;
}

/** A link that is good once: to scan, to open, or to copy. It is shown this once and kept nowhere. */
export function OneTimeLink({ link, qr, said, onAnother }: OneTimeLinkProps) {
  const words = useConsoleWords().link;
  return (
    <div className={classes.offer}>
      <QrCode text={link} label={qr} />
      <div className={classes.offerText}>
        <p>{said}</p>
        <p className={classes.dim}>{words.or}</p>
        <a className={classes.breakable} href={link} target="_blank" rel="noreferrer">
          {link}
        </a>
        <Group gap="xs">
          <CopyButton value={link}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? words.copied : words.copy}
              </Button>
            )}
          </CopyButton>
          <Button variant="subtle" onClick={onAnother}>
            {words.another}
          </Button>
        </Group>
      </div>
    </div>
  );
}
