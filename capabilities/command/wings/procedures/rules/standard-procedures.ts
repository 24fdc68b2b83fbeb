import { type Procedure, type SignalKind, StepKey } from "@cordon/kernel";

/*
 * What Cordon comes with, so that no incident begins with an empty page. Short, general, and to be replaced: each organisation publishes its
 * own, which are then used instead.
 */

type Said = readonly [fr: string, en: string];
const text = ([fr, en]: Said) => ({ fr, en });

const FIRST: Said = ["Premier sur place", "First on the spot"];
const OPERATOR: Said = ["Opérateur", "Operator"];
const COMMANDER: Said = ["Commandant", "Commander"];

/** @param due minutes, and after which step; required unless said otherwise */
function step(key: string, said: Said, role: Said, due: number | null, after: string | null = null, required = true) {
  return {
    step: StepKey.parse(key),
    text: text(said),
    role: text(role),
    required,
    dueMinutes: due,
    after: after === null ? null : StepKey.parse(after),
  };
}

const LOOK = step("look", ["Faire confirmer sur place", "Have it confirmed on the spot"], OPERATOR, 5);
const REPORT = step(
  "report",
  ["Rendre compte et dire l’issue", "Report, and say the outcome"],
  COMMANDER,
  null,
  null,
  false,
);

function standard(kind: SignalKind, name: Said, steps: Procedure["steps"]): Procedure {
  return { reference: kind, kind, name: text(name), version: 0, steps };
}

/** One for each kind of signal. Version 0: not the organisation's own. */
export const STANDARD_PROCEDURES: readonly Procedure[] = [
  standard(
    "abandoned-object",
    ["Objet abandonné", "Abandoned object"],
    [
      step(
        "do-not-touch",
        ["Ne pas toucher, pas de radio à moins de 15 m", "Do not touch; no radio within 15 m"],
        FIRST,
        2,
      ),
      step("owner", ["Chercher le propriétaire par annonce", "Call for the owner"], OPERATOR, 5, null, false),
      step("secure-100-m", ["Dégager et tenir 100 m", "Clear and hold 100 m"], FIRST, 10),
      step("bomb-disposal", ["Appeler le déminage", "Call bomb disposal"], COMMANDER, 10),
      step(
        "routes",
        ["Dévier le public et laisser une voie aux secours", "Lead people round; keep a lane for responders"],
        OPERATOR,
        5,
        "secure-100-m",
      ),
      step(
        "lift",
        ["Lever le périmètre sur l’avis du déminage", "Lift the perimeter on bomb disposal’s word"],
        COMMANDER,
        null,
        "bomb-disposal",
      ),
      REPORT,
    ],
  ),
  standard(
    "weapon",
    ["Arme", "Weapon"],
    [
      step(
        "intervention",
        ["Engager l’unité d’intervention la plus proche", "Send the nearest intervention unit"],
        COMMANDER,
        1,
      ),
      step("keep-away", ["Éloigner le public, se mettre à couvert", "Keep people away and under cover"], FIRST, 2),
      step("gates", ["Fermer les accès autour", "Close the gates around"], OPERATOR, 3),
      step("medics", ["Mettre les secours en attente à distance", "Have medics wait at a distance"], OPERATOR, 5),
      REPORT,
    ],
  ),
  standard(
    "wrong-direction",
    ["Contresens", "Against the direction of traffic"],
    [
      LOOK,
      step("stop", ["Arrêter et réorienter sans courir", "Stop and turn round, without running"], FIRST, 5),
      step("cause", ["Chercher la cause en amont", "Look for the cause upstream"], OPERATOR, 10, null, false),
      REPORT,
    ],
  ),
  standard(
    "zone-entry",
    ["Intrusion en zone", "Entry into a zone"],
    [
      LOOK,
      step("intercept", ["Intercepter et contrôler", "Stop and check"], FIRST, 5),
      step("breach", ["Trouver et refermer le passage", "Find the gap and close it"], FIRST, 10, "intercept"),
      REPORT,
    ],
  ),
  standard(
    "fallen-person",
    ["Personne à terre", "Person on the ground"],
    [
      step("medics", ["Envoyer les secours", "Send medics"], OPERATOR, 1),
      step("first-aid", ["Premiers gestes, faire de la place", "First aid; make room"], FIRST, 4),
      step("lane", ["Ouvrir une voie d’accès et guider", "Open a lane and guide them in"], OPERATOR, 4),
      step(
        "handed-to-medics",
        ["Confirmer la prise en charge", "Confirm that medics took over"],
        OPERATOR,
        10,
        "medics",
      ),
      REPORT,
    ],
  ),
  standard(
    "crowd-movement",
    ["Mouvement de foule", "Crowd movement"],
    [
      step("slow-inflow", ["Ralentir ou fermer les accès en amont", "Slow or close the gates upstream"], OPERATOR, 1),
      step("open-exits", ["Ouvrir les sorties", "Open the exits"], FIRST, 2),
      step("announce", ["Annonce calme et claire", "Announce, calmly and clearly"], OPERATOR, 3),
      step("medics", ["Prépositionner les secours", "Place medics ready"], OPERATOR, 5),
      REPORT,
    ],
  ),
  standard(
    "density",
    ["Densité trop forte", "Too high density"],
    [
      step("slow-inflow", ["Ralentir les accès en amont", "Slow the gates upstream"], OPERATOR, 2),
      step("relieve", ["Ouvrir un dégagement", "Open a way out"], FIRST, 5),
      step("measure", ["Mesurer de nouveau", "Measure again"], OPERATOR, 10, "slow-inflow"),
      REPORT,
    ],
  ),
  standard(
    "fire",
    ["Départ de feu", "Start of fire"],
    [
      step("fire-service", ["Appeler les pompiers", "Call the fire service"], OPERATOR, 1),
      step("clear", ["Évacuer les abords", "Clear the surroundings"], FIRST, 3),
      step("extinguish", ["Éteindre si c’est sans danger", "Put it out if that is safe"], FIRST, 3, null, false),
      step("lane", ["Ouvrir une voie et guider", "Open a lane and guide them in"], OPERATOR, 5),
      step(
        "handed-to-fire",
        ["Confirmer la prise en charge", "Confirm that the fire service took over"],
        COMMANDER,
        15,
        "fire-service",
      ),
      REPORT,
    ],
  ),
  standard(
    "camera-lost",
    ["Caméra perdue", "Camera lost"],
    [
      step("cover", ["Couvrir la zone par une patrouille", "Cover the area by a patrol"], OPERATOR, 10),
      step("technician", ["Appeler la maintenance", "Call maintenance"], OPERATOR, 15),
      REPORT,
    ],
  ),
  standard(
    "camera-blind",
    ["Caméra masquée", "Camera blind"],
    [
      step("look", ["Faire vérifier la caméra sur place", "Have the camera looked at"], OPERATOR, 10),
      step("cover", ["Couvrir la zone par une patrouille", "Cover the area by a patrol"], OPERATOR, 10),
      REPORT,
    ],
  ),
  standard("report", ["Compte rendu", "Report"], [LOOK, REPORT]),
  standard(
    "gate",
    ["Point d’accès", "Gate"],
    [
      step("staff", ["Renforcer le point d’accès", "Send staff to the gate"], OPERATOR, 5),
      step(
        "lead-round",
        ["Orienter le public vers un autre accès", "Lead people to another gate"],
        OPERATOR,
        10,
        null,
        false,
      ),
      REPORT,
    ],
  ),
  standard(
    "capacity",
    ["Jauge atteinte", "Capacity reached"],
    [
      step("close-gates", ["Fermer les accès de la zone", "Close the gates of the zone"], OPERATOR, 2),
      step("announce", ["Informer le public en amont", "Tell people upstream"], OPERATOR, 5),
      REPORT,
    ],
  ),
  standard(
    "system",
    ["Incident technique", "Technical incident"],
    [
      step("fallback", ["Passer à la procédure de secours", "Go over to the fallback"], OPERATOR, 5),
      step("technician", ["Appeler la maintenance", "Call maintenance"], OPERATOR, 10),
      REPORT,
    ],
  ),
];
