import type { frame as en } from "../en/frame";

const s = (n: number) => (n > 1 ? "s" : "");

export const frame: typeof en = {
  waiting: "Un instant …",
  again: "Réessayer",
  save: "Enregistrer",
  cancel: "Annuler",
  yes: "Oui",
  no: "Non",
  older: "Plus anciens",
  former: "un ancien membre",
  nothing: "Cette page n'existe pas",
  offline: "Vous êtes hors ligne. Ce que vous voyez date d'avant ; ce que vous tapez est gardé.",
  isNew: "Il y a une version plus récente de cette page. Rechargez-la ; rien n'est perdu.",
  cannotBegin: "La maison ne répond pas",
  skipTo: "Aller à la page",
  found: (n) => (n === 0 ? "Aucune suggestion" : `${n} suggestion${s(n)}`),
  without: (tag) => `${tag} : enlever`,
  hourOf: (day, from, to) => `${day} de ${from} à ${to} heures`,
  wholeDay: "Heures plus tôt et plus tard",
  tabs: { title: "Pages", home: "Cette semaine", network: "Mon réseau", me: "Moi" },

  problems: {
    offline: "Il n'y a pas de connexion. Rien n'est perdu : réessayez une fois en ligne.",
    bad_request: "Cela n'a pas été compris.",
    unauthenticated: "Votre session est finie. Connectez-vous de nouveau.",
    code_wrong: "Ce code est faux, déjà utilisé ou trop vieux. Regardez la lettre la plus récente, ou demandez-en une autre.",
    forbidden: "Cela ne vous appartient pas.",
    not_found: "Cela n'existe pas, ou plus.",
    conflict: "Ce n'est pas possible maintenant.",
    repeated: "C'est déjà envoyé. Attendez un instant, puis regardez de nouveau.",
    changed_meanwhile: "Cela a changé entre-temps, peut-être sur un autre appareil. Regardez, puis enregistrez encore une fois.",
    too_large: "C'est trop à la fois.",
    invalid_body: "Quelque chose ne va pas :",
    too_many_requests: "C'était trop souvent. Attendez un peu, puis réessayez.",
    internal: "Quelque chose s'est mal passé de notre côté. Réessayez dans un instant.",
    busy: "Il y a beaucoup à faire en ce moment. Réessayez dans un instant.",
    database_gone: "La maison fait une courte pause. Réessayez dans une minute.",
    stopping: "La maison redémarre. Réessayez dans une minute.",
    deadline: "C'était trop long. Réessayez dans un instant.",
  },
};
