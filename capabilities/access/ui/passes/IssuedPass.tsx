import { Button, CopyButton, Group } from "@mantine/core";
import type { PassNumber } from "@cordon/kernel";
import { QrCode, useFormat } from "@cordon/ui";
import classes from "../access.module.css";
import { useAccessWords } from "../words.ts";

export interface IssuedPassProps {
  readonly number: PassNumber;
  readonly text: string;
  readonly onAnother: () => void;
}

/** A pass just issued, as a code to scan or to print and as its text. It is shown this once: the server keeps no copy. */
export function IssuedPass({ number, text, onAnother }: IssuedPassProps) {
  const words = useAccessWords().passes;
  const format = useFormat();
  const named = words.number(format.number(number));
  return (
    <div className={classes.issued}>
      <QrCode text={text} label={words.qr(format.number(number))} level="Q" pixels={240} />
      <div className={classes.issuedText}>
        <strong>{named}</strong>
        <p className={classes.dim}>{words.once}</p>
        <code className={classes.passText}>{text}</code>
        <Group gap="xs" className={classes.noPrint}>
          <CopyButton value={text}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? words.copied : words.copy}
              </Button>
            )}
          </CopyButton>
          <Button
            variant="default"
            component="a"
            href={`/pass/#${encodeURIComponent(text)}`}
            target="_blank"
            rel="noreferrer"
          >
            {words.openPage}
          </Button>
          <Button variant="default" onClick={() => window.print()}>
            {words.print}
          </Button>
          <Button variant="subtle" onClick={onAnother}>
            {words.another}
          </Button>
        </Group>
      </div>
    </div>
  );
}
