import { device } from "@cordon/ui/device";
import { ActionIcon } from "@mantine/core";
import {
  IconBulb,
  IconBulbOff,
  IconCameraRotate,
  IconVolume,
  IconVolume2,
  IconVolumeOff,
  type TablerIcon,
} from "@tabler/icons-react";
import { useSyncExternalStore } from "react";
import type { Sound } from "../../sounds/speaker.ts";
import { useReadyWords } from "../../words/ready.ts";
import { useEngine, useGateState, useSpeaker } from "../engine.tsx";
import classes from "./ready.module.css";

const SOUND_ICON: Readonly<Record<Sound, TablerIcon>> = { on: IconVolume, muted: IconVolumeOff, waiting: IconVolume2 };

/** Light, the other camera, and the sound: only what this device has. */
export function CameraTools() {
  const words = useReadyWords().actions;
  const engine = useEngine();
  const { camera } = useGateState("camera");
  const speaker = useSpeaker();
  const sound = useSyncExternalStore(speaker.subscribe, speaker.sound);
  const soundWord = { on: words.mute, muted: words.unmute, waiting: words.soundWaits }[sound];
  return (
    <div className={classes.tools}>
      {camera.camera === "on" && camera.torch !== "none" && (
        <Tool
          icon={camera.torch === "on" ? IconBulbOff : IconBulb}
          label={camera.torch === "on" ? words.torchOff : words.torchOn}
          press={() => void engine.torch(camera.torch === "off")}
        />
      )}
      {camera.camera === "on" && camera.canSwitch && (
        <Tool icon={IconCameraRotate} label={words.switchCamera} press={() => void engine.switchCamera()} />
      )}
      <Tool icon={SOUND_ICON[sound]} label={soundWord} press={() => speaker.mute(sound === "on")} />
    </div>
  );
}

function Tool(props: { readonly icon: TablerIcon; readonly label: string; readonly press: () => void }) {
  return (
    <ActionIcon className={`${device.icon} ${classes.tool}`} onClick={props.press} aria-label={props.label}>
      <props.icon size={28} aria-hidden />
    </ActionIcon>
  );
}
