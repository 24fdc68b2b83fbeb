import { device } from "@cordon/ui/device";
import { Button, Drawer, Textarea } from "@mantine/core";
import { useState } from "react";
import { useFieldWords } from "../../words.ts";
import classes from "../field.module.css";

/** Why a unit cannot do it: four reasons under the thumb, and one's own words. */
export function RefuseSheet(props: {
  readonly opened: boolean;
  readonly close: () => void;
  readonly refuse: (reason: string) => void;
}) {
  const words = useFieldWords().refuse;
  const [own, setOwn] = useState<string | null>(null);
  const close = () => {
    setOwn(null);
    props.close();
  };
  const refuse = (reason: string) => {
    setOwn(null);
    props.refuse(reason);
  };
  return (
    <Drawer.Root
      classNames={{ inner: classes.drawer, content: classes.drawerContent }}
      opened={props.opened}
      onClose={close}
      position="bottom"
      transitionProps={{ duration: 0 }}
    >
      <Drawer.Overlay />
      <Drawer.Content aria-label={words.title}>
        <Drawer.Body>
          <h2 className={classes.heading}>{words.title}</h2>
          {own === null ? (
            <div className={device.sheet}>
              {words.reasons.map((reason) => (
                <Button key={reason} className={device.button} variant="default" onClick={() => refuse(reason)}>
                  {reason}
                </Button>
              ))}
              <Button className={device.button} variant="default" onClick={() => setOwn("")}>
                {words.other}
              </Button>
              <Button className={device.button} variant="transparent" onClick={close}>
                {words.close}
              </Button>
            </div>
          ) : (
            <form
              className={device.sheet}
              onSubmit={(event) => {
                event.preventDefault();
                refuse(own.trim().replace(/\s+/g, " "));
              }}
            >
              <Textarea
                label={words.other}
                description={words.noPersonalData}
                classNames={{ input: device.input, description: classes.small }}
                autosize
                minRows={2}
                maxLength={500}
                value={own}
                onChange={(event) => setOwn(event.currentTarget.value)}
                data-autofocus
              />
              <Button type="submit" className={`${device.button} ${device.primary}`} disabled={own.trim() === ""}>
                {words.send}
              </Button>
              <Button className={device.button} variant="transparent" onClick={() => setOwn(null)}>
                {words.close}
              </Button>
            </form>
          )}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
