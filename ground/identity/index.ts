import { capability } from "../capability.ts";
import { addPasskey } from "./operations/add-passkey.ts";
import { beginDeviceSignIn } from "./operations/begin-device-sign-in.ts";
import { beginEnrolment } from "./operations/begin-enrolment.ts";
import { beginPasskey } from "./operations/begin-passkey.ts";
import { beginSignIn } from "./operations/begin-sign-in.ts";
import { changeRoles } from "./operations/change-roles.ts";
import { enrolDevice } from "./operations/enrol-device.ts";
import { erasePerson } from "./operations/erase-person.ts";
import { inviteAgain } from "./operations/invite-again.ts";
import { invitePerson } from "./operations/invite-person.ts";
import { listCommanders } from "./operations/list-commanders.ts";
import { listDevices } from "./operations/list-devices.ts";
import { listPeople } from "./operations/list-people.ts";
import { offerEnrolment } from "./operations/offer-enrolment.ts";
import { revokeDevice } from "./operations/revoke-device.ts";
import { revokePerson } from "./operations/revoke-person.ts";
import { signIn } from "./operations/sign-in.ts";
import { signInDevice } from "./operations/sign-in-device.ts";
import { signInRehearsal } from "./operations/sign-in-rehearsal.ts";
import { signOut } from "./operations/sign-out.ts";
import { signOutEverywhere } from "./operations/sign-out-everywhere.ts";
import { whoami } from "./operations/whoami.ts";
import { migrations, projections, tables } from "./tables.ts";
import * as words from "./words.ts";
import { sweep } from "./workers/sweep.ts";

export { firstInvitation } from "./first-invitation.ts";
export { cameFromThisMachine, isLoopback } from "./loopback.ts";
export { ofContingent } from "./need-to-know.ts";
export { DeviceEnrolled, DeviceRevoked, DeviceSite, EnrolmentOffered } from "./words.ts";
export { type OpenSession, type SessionBook, type SessionEnd, sessionBook } from "./sessions.ts";

export const identity = capability({
  name: "identity",
  entries: [
    words.PersonInvited,
    words.PersonInvitedAgain,
    words.PersonRegistered,
    words.PasskeyAdded,
    words.RolesChanged,
    words.PersonRevoked,
    words.PersonErased,
    words.EnrolmentOffered,
    words.DeviceEnrolled,
    words.DeviceRevoked,
    words.SignedIn,
    words.RehearsalSignedIn,
    words.SignedOut,
  ],
  operations: [
    whoami,
    beginSignIn,
    signIn,
    signInRehearsal,
    signOut,
    signOutEverywhere,
    invitePerson,
    inviteAgain,
    beginPasskey,
    addPasskey,
    listPeople,
    listCommanders,
    changeRoles,
    revokePerson,
    erasePerson,
    offerEnrolment,
    beginEnrolment,
    enrolDevice,
    beginDeviceSignIn,
    signInDevice,
    listDevices,
    revokeDevice,
  ],
  migrations,
  tables,
  projections,
  workers: [sweep],
});
