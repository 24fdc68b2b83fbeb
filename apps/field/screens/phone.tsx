import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";
import type { Phone } from "../phone/phone.ts";
import type { PhoneState } from "../phone/state.ts";

const Held = createContext<Phone | null>(null);

export function PhoneProvider({ phone, children }: { readonly phone: Phone; readonly children: ReactNode }) {
  return <Held.Provider value={phone}>{children}</Held.Provider>;
}

export function usePhone(): Phone {
  const phone = useContext(Held);
  if (phone === null) throw new Error("a screen outside of PhoneProvider");
  return phone;
}

export function usePhoneState(): PhoneState {
  const phone = usePhone();
  return useSyncExternalStore(phone.subscribe, phone.state);
}
