import { device } from "@cordon/ui/device";
import { IconCamera } from "@tabler/icons-react";
import { useId } from "react";
import classes from "../field.module.css";

/** Opens the phone's own camera; where there is none, its files. */
export function PhotoButton({ label, onTaken }: { readonly label: string; readonly onTaken: (file: File) => void }) {
  const id = useId();
  return (
    <label htmlFor={id} className={`${device.button} ${classes.photoButton}`}>
      <IconCamera size={26} aria-hidden />
      <span>{label}</span>
      <input
        id={id}
        className={classes.photoInput}
        type="file"
        accept="image/*"
        capture="environment"
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          currentTarget.value = "";
          if (file !== undefined) onTaken(file);
        }}
      />
    </label>
  );
}
