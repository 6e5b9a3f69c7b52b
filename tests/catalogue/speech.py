"""The words that a generated catalogue is made of."""

from collections.abc import Mapping

from data_inclusion.schema.v1 import Thematique

NAMES: Mapping[str, tuple[str, ...]] = {
    "choisir-un-metier": (
        "Découvrir un métier en une semaine",
        "Bilan de compétences",
        "Atelier choisir son métier",
    ),
    "creer-une-entreprise": (
        "Créer sa petite entreprise",
        "Rendez-vous avec un conseiller à la création",
        "Atelier micro-entreprise",
    ),
    "difficultes-administratives-ou-juridiques": (
        "Aide aux papiers et aux démarches",
        "Permanence d’accès aux droits",
        "Écrivain public",
    ),
    "difficultes-financieres": (
        "Point conseil budget",
        "Aide pour un dossier de surendettement",
        "Atelier gérer son budget",
    ),
    "equipement-et-alimentation": (
        "Colis alimentaire",
        "Épicerie solidaire",
        "Vestiaire et vêtements à petit prix",
    ),
    "famille": (
        "Crèche et halte-garderie",
        "Garde d’enfants en horaires décalés",
        "Soutien aux parents",
    ),
    "lecture-ecriture-calcul": (
        "Cours de français",
        "Atelier lire, écrire, compter",
        "Apprendre à calculer pour tous les jours",
    ),
    "logement-hebergement": (
        "Aide pour trouver un logement",
        "Hébergement d’urgence",
        "Fonds de solidarité logement",
    ),
    "mobilite": (
        "Location de voiture à petit prix",
        "Garage solidaire",
        "Aide au permis de conduire",
    ),
    "numerique": (
        "Atelier ordinateur pour débutants",
        "Conseiller numérique",
        "Ordinateur reconditionné",
    ),
    "preparer-sa-candidature": (
        "Atelier CV et lettre de motivation",
        "Parrainage vers l’emploi",
        "Tenues pour un entretien",
    ),
    "remobilisation": (
        "Sport et santé en groupe",
        "Café des habitants",
        "Atelier confiance en soi",
    ),
    "sante": ("Centre de santé", "Écoute psychologique", "Aide pour le dossier MDPH"),
    "se-former": ("Trouver une formation", "Financer sa formation", "Formation aide à domicile"),
    "souvrir-a-linternational": (
        "Travailler en Europe",
        "Retour en France",
        "Mobilité internationale des jeunes",
    ),
    "trouver-un-emploi": (
        "Préparer un entretien d’embauche",
        "Rencontres avec des employeurs",
        "Chantier d’insertion",
    ),
}

ACTS = {theme.value: NAMES[theme.value.partition("--")[0]] for theme in Thematique}

PLACES = (
    ("81004", "Albi", "81000", 43.9277, 2.1479, "81", "248100737"),
    ("81065", "Castres", "81100", 43.6053, 2.2411, "81", "248100430"),
    ("81099", "Gaillac", "81600", 43.9014, 1.8978, "81", "200066124"),
    ("81060", "Carmaux", "81400", 44.0497, 2.1586, "81", "200040905"),
    ("97302", "Cayenne", "97300", 4.9372, -52.326, "973", "249730045"),
    ("97307", "Matoury", "97351", 4.8472, -52.331, "973", "249730045"),
    ("97311", "Saint-Laurent-du-Maroni", "97320", 5.4986, -54.0325, "973", "249730037"),
    ("75056", "Paris", "75001", 48.8566, 2.3522, "75", "200054781"),
    ("69123", "Lyon", "69001", 45.758, 4.835, "69", "200046977"),
    ("13055", "Marseille", "13001", 43.2965, 5.3698, "13", "200054807"),
    ("31555", "Toulouse", "31000", 43.6045, 1.444, "31", "243100518"),
    ("59350", "Lille", "59000", 50.6366, 3.0635, "59", "200093201"),
    ("67482", "Strasbourg", "67000", 48.5734, 7.7521, "67", "246700488"),
    ("33063", "Bordeaux", "33000", 44.8378, -0.5792, "33", "243300316"),
    ("44109", "Nantes", "44000", 47.2184, -1.5536, "44", "244400404"),
    ("35238", "Rennes", "35000", 48.1173, -1.6778, "35", "243500139"),
    ("2A004", "Ajaccio", "20000", 41.9192, 8.7386, "2A", "242010056"),
    ("97411", "Saint-Denis", "97400", -20.8789, 55.4481, "974", "249740119"),
    ("87085", "Limoges", "87000", 45.8336, 1.2611, "87", "248719312"),
    ("63113", "Clermont-Ferrand", "63000", 45.7772, 3.087, "63", "246300701"),
)
NETWORKS: Mapping[str, str] = {
    "mission-locale": "Mission locale",
    "ccas-cias": "CCAS",
    "france-service": "France services",
    "cidff": "CIDFF",
    "croix-rouge": "Croix-Rouge",
    "restos-du-coeur": "Restos du cœur",
    "emmaus": "Emmaüs",
    "aci": "Chantier d’insertion",
    "wimoov": "Plateforme mobilité",
    "mjc": "Maison pour tous",
}
HOURS = (
    "Mo-Fr 09:00-12:00,14:00-17:00",
    "Mo-Fr 08:30-12:30; PH off",
    "Tu,Th 14:00-18:00",
    "Mo,We,Fr 09:00-16:30; PH off",
    "Mo-Sa 10:00-19:00",
    None,
    None,
)
COMMON = (
    "le la les de des et en pour vous avec une un aide atelier accompagnement emploi "
    "insertion personnes accueil parcours projet professionnel social gratuit rendez-vous "
    "inscription démarches conseiller logement santé formation mobilité numérique famille "
    "enfants parents femmes jeunes demandeurs adultes séniors groupe individuel entretien "
    "orientation information écoute soutien droits dossier administratif budget dettes "
    "permis voiture vélo ordinateur internet français lecture écriture calcul métier stage "
    "immersion entreprise contrat travail chantier association mairie centre maison espace "
    "permanence lundi mardi mercredi jeudi vendredi matin après-midi semaine mois jours "
    "heures lieu adresse téléphone courriel sur place distance ouvert public habitants "
    "quartier commune territoire département région "
)
STARTS = (
    "ba bé bri ca cha clo con cri da dé dia do é en fa flo fra ga glo gra ha hé im in ja "
    "ju la lé li lo ma mé mi mo na né no o pa pé pla po pré pro ra ré ri ro sa sé si sou "
    "sta su ta té tra tri tu u va vé vi vo "
)
MIDDLES = (
    "ba bi ca ci co da di do fa fi ga gi go la li lo lu ma mi mo na ni no nu pa pi po ra "
    "ri ro sa si so ta ti to tu va vi vo "
)
ENDS = (
    "tion tions ment ments eur eurs euse age ages able ables ique iques isme té tés ance "
    "ances ier ière ent er "
)
