import { dictionary } from "@cordon/ui";

const en = {
  title: "Messages",
  none: "No message yet",
  noneHint: "What the command room writes to this unit stands here, also without a network.",
  room: "Command room",
  us: "This unit",
  to: {
    unit: "",
    place: "to the post",
    area: "to your area",
    contingent: "to all of the contingent",
    incident: "to the incident",
    room: "",
  },
  compose: "Write a message",
  write: "Message to the command room",
  writePost: (post: string) => `Message to the post: ${post}`,
  whom: "To whom?",
  send: "Send",
  urgent: "Urgent",
  waiting: "will be sent",
  sent: "sent",
  read: "read",
  cameLate: (written: string, arrived: string) => `written ${written}, arrived ${arrived}`,
  erased: "This message was erased.",
  noPersonalData: "No names.",
};

const fr: typeof en = {
  title: "Messages",
  none: "Aucun message",
  noneHint: "Ce que la salle de commandement écrit à cette unité reste ici, même sans réseau.",
  room: "Salle de commandement",
  us: "Cette unité",
  to: {
    unit: "",
    place: "au poste",
    area: "à votre secteur",
    contingent: "à tout le contingent",
    incident: "à l’incident",
    room: "",
  },
  compose: "Écrire un message",
  write: "Message à la salle de commandement",
  writePost: (post) => `Message au poste : ${post}`,
  whom: "À qui ?",
  send: "Envoyer",
  urgent: "Urgent",
  waiting: "va partir",
  sent: "envoyé",
  read: "lu",
  cameLate: (written, arrived) => `écrit ${written}, arrivé ${arrived}`,
  erased: "Ce message a été effacé.",
  noPersonalData: "Pas de nom.",
};

export const useTalkWords = dictionary({ en, fr });
