/* Names: twelve of each kind a culture, among the commonest there. */
#include "clients/demo/names.h"

/* clang-format off: lists of words. */
const struct names names_of[CULTURES] = {
	[CULTURE_FRENCH] = {
		.women = {
			"Camille", "Léa", "Chloé", "Sylvie", "Hélène", "Juliette",
			"Agnès", "Margaux", "Béatrice", "Inès", "Françoise",
			"Solène",
		},
		.men = {
			"Julien", "Étienne", "Mathieu", "Gérard", "Loïc", "Hugo",
			"Frédéric", "Théo", "Pascal", "Rémi", "Bertrand",
			"François",
		},
		.families = {
			"Martin", "Lefèvre", "Moreau", "Girard", "Rousseau",
			"Fontaine", "Chevalier", "Garnier", "Faure", "Mercier",
			"Blanchard", "Perrin",
		},
		.language = NULL,
	},
	[CULTURE_BRETON] = {
		.women = {
			"Nolwenn", "Gwenaëlle", "Maëlle", "Enora", "Rozenn",
			"Armelle", "Katell", "Soizic", "Morgane", "Annaïg",
			"Klervi", "Bleuenn",
		},
		.men = {
			"Yann", "Ronan", "Erwan", "Gwendal", "Malo", "Tanguy",
			"Corentin", "Alan", "Goulven", "Hervé", "Youenn", "Riwal",
		},
		.families = {
			"Le Goff", "Kermarrec", "Le Bihan", "Riou", "Quéméneur",
			"Le Gall", "Morvan", "Prigent", "Cariou", "Guéguen",
			"Tanguy", "L'Hostis",
		},
		.language = "br",
	},
	[CULTURE_FLEMISH] = {
		.women = {
			"Lotte", "Femke", "Griet", "An", "Hilde", "Marijke",
			"Sofie", "Katrien", "Liesbeth", "Nele", "Veerle", "Ilse",
		},
		.men = {
			"Jef", "Wim", "Pieter", "Bart", "Koen", "Stijn", "Dries",
			"Joris", "Tom", "Geert", "Maarten", "Luc",
		},
		.families = {
			"Peeters", "Janssens", "Maes", "Claes", "De Smet",
			"Wouters", "Van Damme", "Goossens", "De Backer",
			"Verhaegen", "Vermeulen", "Aerts",
		},
		.language = "nl",
	},
	[CULTURE_ROMAND] = {
		.women = {
			"Joëlle", "Corinne", "Aline", "Mélanie", "Anouk",
			"Sandrine", "Céline", "Fabienne", "Noémie", "Valérie",
			"Line", "Estelle",
		},
		.men = {
			"Olivier", "Yves", "Gilles", "Sébastien", "Raphaël",
			"Blaise", "Cédric", "Jean-Luc", "Maxime", "Patrick",
			"Nicolas", "Benoît",
		},
		.families = {
			"Rochat", "Favre", "Jaquet", "Blanc", "Pittet", "Chappuis",
			"Bolomey", "Zürcher", "Cuendet", "Reymond", "Jeanneret",
			"Monnier",
		},
		.language = "de",
	},
	[CULTURE_QUEBECOIS] = {
		.women = {
			"Geneviève", "Mélissa", "Maude", "Josée", "Ariane",
			"Véronique", "Catherine", "Marie-Ève", "Laurence",
			"Florence", "Pascale", "Annie",
		},
		.men = {
			"Alexandre", "Guillaume", "Félix", "Marc-André", "Réjean",
			"Simon", "Louis", "Sylvain", "Antoine", "Gabriel",
			"Vincent", "Normand",
		},
		.families = {
			"Tremblay", "Gagnon", "Bouchard", "Côté", "Pelletier",
			"Lavoie", "Bélanger", "Ouellet", "Desrosiers", "Thériault",
			"Lachance", "Cloutier",
		},
		.language = NULL,
	},
	[CULTURE_ENGLISH] = {
		.women = {
			"Emily", "Sarah", "Harriet", "Claire", "Rebecca", "Joanna",
			"Megan", "Alice", "Rachel", "Fiona", "Helen", "Gemma",
		},
		.men = {
			"James", "Oliver", "Thomas", "Andrew", "Daniel", "Simon",
			"Gareth", "Peter", "Matthew", "Duncan", "Robert", "Callum",
		},
		.families = {
			"Clarke", "Hughes", "Whitfield", "Bennett", "Fraser",
			"O'Connor", "Marsh", "Holloway", "Turner", "Ashworth",
			"Pearce", "Lloyd",
		},
		.language = NULL,
	},
	[CULTURE_MAGHREB] = {
		.women = {
			"Yasmine", "Leïla", "Nadia", "Samira", "Amina", "Khadija",
			"Soraya", "Farida", "Lina", "Meriem", "Houria", "Salma",
		},
		.men = {
			"Karim", "Mehdi", "Youssef", "Rachid", "Sofiane", "Bilal",
			"Nabil", "Omar", "Hakim", "Tarik", "Anis", "Walid",
		},
		.families = {
			"Benali", "Haddad", "Cherif", "Mansouri", "Belkacem",
			"Amrani", "Saïdi", "Bouzid", "Ziani", "El Idrissi",
			"Khelifi", "Touati",
		},
		.language = "ar",
	},
	[CULTURE_PORTUGUESE] = {
		.women = {
			"Ana", "Sofia", "Inês", "Beatriz", "Teresa", "Cátia",
			"Mariana", "Lurdes", "Rita", "Fátima", "Joana", "Helena",
		},
		.men = {
			"João", "Miguel", "Rui", "Tiago", "Paulo", "Nuno",
			"Carlos", "Luís", "Bruno", "Manuel", "Filipe", "André",
		},
		.families = {
			"Ferreira", "da Silva", "Carvalho", "Gonçalves", "Lopes",
			"Marques", "Teixeira", "Pinto", "Ribeiro", "Moreira",
			"Cardoso", "Simões",
		},
		.language = "pt",
	},
	[CULTURE_WEST_AFRICAN] = {
		.women = {
			"Awa", "Fatou", "Aminata", "Mariama", "Aïssatou", "Ndeye",
			"Rokhaya", "Bintou", "Adja", "Kadiatou", "Coumba", "Oumou",
		},
		.men = {
			"Mamadou", "Ousmane", "Ibrahima", "Moussa", "Cheikh",
			"Abdoulaye", "Amadou", "Boubacar", "Modou", "Seydou",
			"Lamine", "Alioune",
		},
		.families = {
			"Diop", "Ndiaye", "Fall", "Traoré", "Diallo", "Cissé",
			"Sow", "Keïta", "Ba", "Sarr", "Coulibaly", "Gueye",
		},
		.language = "wo",
	},
	[CULTURE_ITALIAN] = {
		.women = {
			"Chiara", "Giulia", "Paola", "Francesca", "Silvia",
			"Marta", "Elisa", "Laura", "Carla", "Valentina", "Ilaria",
			"Serena",
		},
		.men = {
			"Marco", "Luca", "Paolo", "Andrea", "Stefano", "Matteo",
			"Davide", "Fabio", "Giorgio", "Nicola", "Sandro",
			"Alessio",
		},
		.families = {
			"Rossi", "Bianchi", "Moretti", "Galli", "Conti", "Ferrari",
			"Marchetti", "Rinaldi", "Caruso", "Fontana", "Bellini",
			"Lombardi",
		},
		.language = "it",
	},
	[CULTURE_POLISH] = {
		.women = {
			"Agnieszka", "Zofia", "Magda", "Ewa", "Katarzyna", "Iwona",
			"Aleksandra", "Dorota", "Hanna", "Kinga", "Renata",
			"Weronika",
		},
		.men = {
			"Piotr", "Tomasz", "Marek", "Jakub", "Paweł", "Łukasz",
			"Krzysztof", "Jan", "Adam", "Wojciech", "Rafał", "Michał",
		},
		.families = {
			"Nowak", "Wójcik", "Kamiński", "Zieliński", "Mazur",
			"Kubiak", "Wrona", "Pawlak", "Sikora", "Duda", "Górski",
			"Lis",
		},
		.language = "pl",
	},
	[CULTURE_VIETNAMESE] = {
		.women = {
			"Linh", "Mai", "Thu", "Hoa", "Lan", "Minh Anh", "Ngoc",
			"Phuong", "Thao", "Huong", "Trang", "Yen",
		},
		.men = {
			"Minh", "Tuan", "Duc", "Hieu", "Quang", "Long", "Nam",
			"Son", "Bao", "Khanh", "Dung", "Thanh",
		},
		.families = {
			"Nguyen", "Tran", "Pham", "Le", "Vu", "Dang", "Bui", "Do",
			"Hoang", "Ngo", "Phan", "Truong",
		},
		.language = "vi",
	},
};
/* clang-format on */
