/*
 * What operators read, in each language. Apart from the members' words, so that
 * members need not load it.
 */
import { french, throughout } from "../../typeset";
import { language } from "../../words";

const en = {
  title: "Operator",
  parts: { rounds: "Rounds", mixing: "Mixing", whatif: "What if", reports: "Reports", letters: "Letters" },
  run: "Run a round now",
  runOf: (pool: string) => `A round of ${pool} is drawn at once, and its letters leave. Go on?`,
  noRounds: "There has been no round yet.",
  second: "second draw",
  states: { planned: "planned", open: "open", drawn: "drawn", published: "published", closed: "closed", failed: "failed", cancelled: "cancelled" },
  ofMembers: (n: number, of: number) => `${n} of ${of} introduced`,
  satOut: (n: number) => `${n} sat out`,
  out: "sat out",
  report: "What the draw reached",
  noReport: "There is no report of it.",
  scoreOf: "Mean score", chance: "by chance", atMost: "at most",
  attribute: "Attribute", differ: "Differ", homophily: "Homophily", ei: "E-I",
  repeats: "Repeats", left: "Rounds left without repeats", law: "Law", seed: "Seed", digest: "Digest of the input",
  reasons: {
    alone: "Nobody else was there", taken: "Whom they may meet were needed elsewhere",
    excluded: (rule: string) => `Excluded by “${rule}”`,
  },
  whoSatOut: "Who sat out, and why",
  groups: "Introductions",
  came: (met: number, not: number, nothing: number) => `${met} met, ${not} did not, ${nothing} came to nothing`,
  mixingHint: "How often members of two fields were introduced, over what chance would give. Red: more often; blue: less often.",
  cell: (a: string, b: string, n: number, ratio: string) => `${a} and ${b}: ${n} introduced, ${ratio} times chance`,
  upTo: (day: string) => `Up to ${day}`,
  slider: "Up to which round",
  all: "all others",
  none: "Nothing to show yet.",
  field: "Field",
  metRate: "Who met",
  cross: "Different fields", same: "Same field",
  rate: (rate: string, met: number, of: number) => `${rate} (${met} of ${of} that are settled)`,
  whatifHint: "Both sets of rules are played over the members as they are now. Nothing changes, nobody is told.",
  pool: "Pool", require: "Requirements, one a line", prefer: "Preferences, one a line",
  serendipity: "Serendipity", rounds: "Rounds to play", play: "Play", playing: "Playing …",
  now: "As it is", then: "As proposed", figure: "Figure",
  rows: {
    introduced: "Introduced", sat_out: "Sat out", repeats: "Repeats", sit_outs_most: "Most sit-outs of a member",
    sit_outs_in_a_row: "Most in a row", mean_score: "Mean score (by own preferences)", bridged: "Field pairs bridged",
    differ: (attribute: string) => `Differ in ${attribute}`,
  },
  noReports: "Nothing waits for a decision.",
  reportLists: { open: "To decide", decided: "Decided" },
  reportStates: { open: "open", dismissed: "dismissed", warned: "warned", suspended: "suspended", reinstated: "reinstated" },
  by: "Reported by", about: "About", wrote: "What they wrote", then_: "As it was then", account: "Account",
  accounts: { open: "open", under_review: "under review", suspended: "suspended" },
  decide: "Decide", words: "What both are told", wordsHint: "Never name who reported.",
  actions: { dismiss: "Dismiss", warn: "Warn", suspend: "Suspend", reinstate: "Reinstate" },
  decided: "Decided; both get a letter.",
  noted: "That you read this is noted in the audit log.",
  noLetters: "No letter has failed.",
  to: "To", nobody: "no member", tried: (n: number) => `tried ${n} times`,
};

const fr: typeof en = throughout({
  title: "Équipe",
  parts: { rounds: "Tirages", mixing: "Mélange", whatif: "Et si", reports: "Signalements", letters: "Lettres" },
  run: "Tirer maintenant",
  runOf: (pool) => `Un tirage de ${pool} se fait tout de suite, et ses lettres partent. Continuer ?`,
  noRounds: "Il n'y a pas encore eu de tirage.",
  second: "second tirage",
  states: { planned: "prévu", open: "ouvert", drawn: "tiré", published: "publié", closed: "clos", failed: "échoué", cancelled: "annulé" },
  ofMembers: (n, of) => `${n} présentés sur ${of}`,
  satOut: (n) => `${n} sans présentation`,
  out: "sans présentation",
  report: "Ce que le tirage a atteint",
  noReport: "Il n'y a pas de rapport pour ce tirage.",
  scoreOf: "Score moyen", chance: "au hasard", atMost: "au plus",
  attribute: "Attribut", differ: "Diffèrent", homophily: "Homophilie", ei: "E-I",
  repeats: "Répétitions", left: "Tirages encore possibles sans répétition", law: "Loi", seed: "Graine", digest: "Empreinte de l'entrée",
  reasons: {
    alone: "Personne d'autre n'était là", taken: "Ceux qu'ils pouvaient rencontrer étaient pris ailleurs",
    excluded: (rule) => `Exclus par « ${rule} »`,
  },
  whoSatOut: "Qui est resté sans présentation, et pourquoi",
  groups: "Présentations",
  came: (met, not, nothing) => `${met} rencontres, ${not} sans, ${nothing} restées sans suite`,
  mixingHint: "Combien de fois des membres de deux domaines ont été présentés, par rapport au hasard. Rouge : plus souvent ; bleu : moins souvent.",
  cell: (a, b, n, ratio) => `${a} et ${b} : ${n} présentations, ${ratio} fois le hasard`,
  upTo: (day) => `Jusqu'au ${day}`,
  slider: "Jusqu'à quel tirage",
  all: "tous les autres",
  none: "Rien à montrer encore.",
  field: "Domaine",
  metRate: "Qui s'est rencontré",
  cross: "Domaines différents", same: "Même domaine",
  rate: (rate, met, of) => `${rate} (${met} sur ${of} dont l'issue est connue)`,
  whatifHint: "Les deux jeux de règles sont joués sur les membres tels qu'ils sont. Rien ne change, personne n'en sait rien.",
  pool: "Programme", require: "Exigences, une par ligne", prefer: "Préférences, une par ligne",
  serendipity: "Sérendipité", rounds: "Tirages à jouer", play: "Jouer", playing: "En cours …",
  now: "Comme c'est", then: "Comme proposé", figure: "Chiffre",
  rows: {
    introduced: "Présentés", sat_out: "Sans présentation", repeats: "Répétitions", sit_outs_most: "Le plus d'absences d'un membre",
    sit_outs_in_a_row: "Le plus de suite", mean_score: "Score moyen (selon ses propres préférences)", bridged: "Paires de domaines reliées",
    differ: (attribute) => `Diffèrent par ${attribute}`,
  },
  noReports: "Rien n'attend de décision.",
  reportLists: { open: "À décider", decided: "Décidés" },
  reportStates: { open: "ouvert", dismissed: "classé", warned: "averti", suspended: "suspendu", reinstated: "rétabli" },
  by: "Signalé par", about: "Au sujet de", wrote: "Ce qui a été écrit", then_: "Comme c'était alors", account: "Compte",
  accounts: { open: "ouvert", under_review: "à l'examen", suspended: "suspendu" },
  decide: "Décider", words: "Ce que les deux apprennent", wordsHint: "Ne nommez jamais qui a signalé.",
  actions: { dismiss: "Classer", warn: "Avertir", suspend: "Suspendre", reinstate: "Rétablir" },
  decided: "Décidé ; les deux reçoivent une lettre.",
  noted: "Votre lecture est notée dans le journal.",
  noLetters: "Aucune lettre n'a échoué.",
  to: "À", nobody: "aucun membre", tried: (n) => `essayée ${n} fois`,
} as typeof en, french);

export const o = () => (language.value === "fr" ? fr : en);

export const number = (x: number | null | undefined, digits = 2): string =>
  x === null || x === undefined ? "–"
    : new Intl.NumberFormat(language.value, { maximumFractionDigits: digits }).format(x);

export const percent = (x: number | null | undefined): string =>
  x === null || x === undefined ? "–"
    : new Intl.NumberFormat(language.value, { style: "percent", maximumFractionDigits: 1 }).format(x);
