/*
 * Words to begin with where any word is allowed: what people like, give and look
 * for. Nobody else's words are shown, since few people may use one.
 */
export const IDEAS: { [language: string]: string[] } = {
  en: [
    "accounting", "baking", "bees", "bicycles", "birdwatching", "board games", "bookkeeping", "books", "carpentry",
    "chess", "choir", "compost", "cooking", "courage to speak", "cycling", "dancing", "dogs", "drawing", "electrics",
    "family history", "farming", "film", "finding funding", "first aid", "fishing", "gardening", "hiking",
    "job interviews", "knitting", "languages", "law of rent", "listening", "local history", "markets", "mathematics",
    "mending clothes", "mushrooms", "music", "negotiating", "opera", "painting", "philosophy", "photography", "plants",
    "poetry", "programming", "public speaking", "repairs", "running a shop", "running", "sailing", "sewing", "singing",
    "small repairs", "starting a business", "statistics", "swimming", "teaching", "theatre", "translating", "travel by train",
    "volunteering", "wine", "wood", "writing", "yoga",
  ],
  fr: [
    "abeilles", "bénévolat", "bois", "bricolage", "chant", "chiens", "chœur", "comptabilité", "compost", "courir",
    "couture", "cuisine", "créer une entreprise", "danse", "dessin", "droit du logement", "écouter", "écrire", "électricité",
    "échecs", "enseigner", "entretiens d'embauche", "films", "généalogie", "histoire locale", "jardinage", "jeux de société",
    "langues", "livres", "marchés", "mathématiques", "menuiserie", "musique", "natation", "négocier", "observer les oiseaux",
    "opéra", "pain", "parler en public", "pêche", "peinture", "petites réparations", "philosophie", "photographie", "plantes",
    "poésie", "premiers secours", "programmation", "raccommoder", "randonnée", "réparer des vélos", "statistiques",
    "tenir une boutique", "théâtre", "traduire", "tricot", "trouver un financement", "vélo", "vin", "voile",
    "voyages en train", "yoga", "champignons", "agriculture",
  ],
};
